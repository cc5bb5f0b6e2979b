//! The customer-journey map: personas, channels, stages, touchpoints, evidence, friction points and gains.
