use serde::Serialize;

use crate::id::Id;

/// A way customers and company meet: the site, a shop, the phone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Channel {
    /// Its id, as touchpoints name it.
    pub id: Id,
    /// Its name for people.
    pub name: String,
    /// What kind of channel it is, where it was said.
    pub kind: Option<ChannelKind>,
}

/// The three kinds of channels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ChannelKind {
    /// A place or a thing: a shop, a parcel, a letter.
    Physical,
    /// A screen: a site, an app, an e-mail.
    Digital,
    /// A person: a phone call, an adviser, a chat with somebody.
    Human,
}
