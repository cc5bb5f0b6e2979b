# Improvements and their ranking.
improvements-lift = `{ $field }` is { $value }, which is no relative change
improvements-lift-mend = { $value }% is written { $fraction }; the least is -1, everything lost
improvements-itself = `{ $id }` names itself in `{ $field }`
improvements-itself-mend = remove `{ $id }` from the list
improvements-circle = these improvements wait for each other: { $path }
improvements-circle-mend = remove one of these dependencies
