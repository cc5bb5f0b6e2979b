//! Colours, dashes and markers. Nothing is told by colour only: each series has its own dash and marker too.

/// A colour by its use, with a light and a dark shade.
///
/// Series colours are those of Okabe and Ito (*Color Universal Design*, 2008), told apart by readers with any common
/// colour vision; the dark shades keep the hue and are lightened until they stand out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ink {
    /// Text that is read first.
    Text,
    /// Text that is read second.
    Muted,
    /// Axis lines and ticks.
    Axis,
    /// Grid lines.
    Grid,
    /// The sheet the figure stands on.
    Ground,
    /// A surface set off from the ground: quadrants, stage bands, alternate rows.
    Panel,
    /// Okabe–Ito blue.
    Blue,
    /// Okabe–Ito orange.
    Orange,
    /// Okabe–Ito bluish green.
    Green,
    /// Okabe–Ito vermilion.
    Vermilion,
    /// Okabe–Ito sky blue.
    Sky,
    /// Okabe–Ito reddish purple.
    Purple,
    /// Okabe–Ito yellow; only as a fill with a dark outline.
    Yellow,
}

impl Ink {
    /// Every ink.
    pub const ALL: [Self; 13] = [
        Self::Text,
        Self::Muted,
        Self::Axis,
        Self::Grid,
        Self::Ground,
        Self::Panel,
        Self::Blue,
        Self::Orange,
        Self::Green,
        Self::Vermilion,
        Self::Sky,
        Self::Purple,
        Self::Yellow,
    ];

    /// The order in which series take their colours.
    pub const SERIES: [Self; 6] = [Self::Blue, Self::Vermilion, Self::Green, Self::Purple, Self::Orange, Self::Sky];

    /// The colour of the nth series, counted from 0; they repeat after six, with another dash and marker.
    #[must_use]
    pub fn series(place: usize) -> Self {
        Self::SERIES[place % Self::SERIES.len()]
    }

    /// Red, green and blue on a light ground. No two inks share them.
    #[must_use]
    pub const fn light(self) -> (u8, u8, u8) {
        match self {
            Self::Text => (0x1a, 0x1c, 0x20),
            Self::Muted => (0x56, 0x5b, 0x64),
            Self::Axis => (0x8a, 0x90, 0x99),
            Self::Grid => (0xe3, 0xe6, 0xea),
            Self::Ground => (0xff, 0xff, 0xff),
            Self::Panel => (0xf4, 0xf6, 0xf8),
            Self::Blue => (0x00, 0x72, 0xb2),
            Self::Orange => (0xe6, 0x9f, 0x00),
            Self::Green => (0x00, 0x9e, 0x73),
            Self::Vermilion => (0xd5, 0x5e, 0x00),
            Self::Sky => (0x56, 0xb4, 0xe9),
            Self::Purple => (0xcc, 0x79, 0xa7),
            Self::Yellow => (0xf0, 0xe4, 0x42),
        }
    }

    /// Red, green and blue on a dark ground.
    #[must_use]
    pub const fn dark(self) -> (u8, u8, u8) {
        match self {
            Self::Text => (0xec, 0xee, 0xf1),
            Self::Muted => (0xae, 0xb4, 0xbd),
            Self::Axis => (0x7b, 0x82, 0x8c),
            Self::Grid => (0x33, 0x38, 0x40),
            Self::Ground => (0x16, 0x19, 0x1e),
            Self::Panel => (0x20, 0x24, 0x2b),
            Self::Blue => (0x3f, 0x9f, 0xdc),
            Self::Orange => (0xf0, 0xae, 0x1e),
            Self::Green => (0x1f, 0xbd, 0x8f),
            Self::Vermilion => (0xf2, 0x80, 0x2e),
            Self::Sky => (0x8a, 0xd0, 0xf7),
            Self::Purple => (0xdd, 0x94, 0xbc),
            Self::Yellow => (0xf0, 0xe4, 0x42),
        }
    }

    /// The word the style sheet knows it by.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Muted => "muted",
            Self::Axis => "axis",
            Self::Grid => "grid",
            Self::Ground => "ground",
            Self::Panel => "panel",
            Self::Blue => "blue",
            Self::Orange => "orange",
            Self::Green => "green",
            Self::Vermilion => "vermilion",
            Self::Sky => "sky",
            Self::Purple => "purple",
            Self::Yellow => "yellow",
        }
    }

    /// The light shade as `#rrggbb`.
    #[must_use]
    pub fn light_hex(self) -> String {
        hex(self.light())
    }

    /// The dark shade as `#rrggbb`.
    #[must_use]
    pub fn dark_hex(self) -> String {
        hex(self.dark())
    }

    /// The ink with this light shade.
    pub(super) fn from_light((red, green, blue): (u8, u8, u8)) -> Option<Self> {
        Self::ALL.into_iter().find(|ink| ink.light() == (red, green, blue))
    }
}

fn hex((red, green, blue): (u8, u8, u8)) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}

/// How a line is broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dash {
    /// Not at all.
    Solid,
    /// Long dashes.
    Dashed,
    /// Dots.
    Dotted,
    /// Dash, dot, dash.
    DashDot,
}

impl Dash {
    /// The dash of the nth series, counted from 0.
    #[must_use]
    pub fn series(place: usize) -> Self {
        [Self::Solid, Self::Dashed, Self::DashDot, Self::Dotted][place % 4]
    }

    /// The value of `stroke-dasharray`; `None` for a solid line.
    #[must_use]
    pub const fn pattern(self) -> Option<&'static str> {
        match self {
            Self::Solid => None,
            Self::Dashed => Some("7 4"),
            Self::Dotted => Some("1.5 3.5"),
            Self::DashDot => Some("8 3 2 3"),
        }
    }
}

/// The shape of a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Marker {
    /// ●
    Circle,
    /// ■
    Square,
    /// ▲
    Triangle,
    /// ◆
    Diamond,
    /// ▼
    Wedge,
    /// ×
    Cross,
}

impl Marker {
    /// The marker of the nth series, counted from 0.
    #[must_use]
    pub fn series(place: usize) -> Self {
        [Self::Circle, Self::Square, Self::Triangle, Self::Diamond, Self::Wedge, Self::Cross][place % 6]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance and contrast ratio of WCAG 2.1, written here and not in the program.
    fn contrast(one: (u8, u8, u8), other: (u8, u8, u8)) -> f64 {
        let luminance = |(red, green, blue): (u8, u8, u8)| {
            let linear = |channel: u8| {
                let share = f64::from(channel) / 255.0;
                if share <= 0.03928 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
            };
            0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
        };
        let (high, low) = (luminance(one).max(luminance(other)), luminance(one).min(luminance(other)));
        (high + 0.05) / (low + 0.05)
    }

    #[test]
    fn text_stands_out_from_every_surface() {
        for text in [Ink::Text, Ink::Muted] {
            for surface in [Ink::Ground, Ink::Panel] {
                assert!(contrast(text.light(), surface.light()) >= 4.5, "{text:?} on {surface:?}, light");
                assert!(contrast(text.dark(), surface.dark()) >= 4.5, "{text:?} on {surface:?}, dark");
            }
        }
    }

    #[test]
    fn first_series_stand_out_as_lines() {
        for ink in [Ink::Blue, Ink::Vermilion, Ink::Green] {
            assert!(contrast(ink.light(), Ink::Ground.light()) >= 3.0, "{ink:?}, light");
            assert!(contrast(ink.dark(), Ink::Ground.dark()) >= 3.0, "{ink:?}, dark");
        }
    }

    #[test]
    fn a_light_shade_names_its_ink() {
        for ink in Ink::ALL {
            assert_eq!(Ink::from_light(ink.light()), Some(ink));
        }
    }
}
