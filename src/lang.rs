//! Dutch and English: messages in both, lists, plurals, money and dates.

use jiff::civil::Date;

/// The language of what a user reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Hash)]
pub enum Lang {
    /// Dutch, the first in quality.
    #[default]
    Dutch,
    /// English.
    English,
}

impl Lang {
    /// The two-letter code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Dutch => "nl",
            Self::English => "en",
        }
    }

    /// One of two texts.
    pub const fn pick<'a>(self, dutch: &'a str, english: &'a str) -> &'a str {
        match self {
            Self::Dutch => dutch,
            Self::English => english,
        }
    }
}

/// A text in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Message {
    /// In Dutch.
    pub dutch: String,
    /// In English.
    pub english: String,
}

impl Message {
    /// The text in one language.
    pub fn get(&self, lang: Lang) -> &str {
        lang.pick(&self.dutch, &self.english)
    }
}

/// Makes a [`Message`] from two format strings over the same facts.
///
/// Each fact is rendered in the language of its string through [`Say`]; a fact that one of the two strings leaves out
/// is an unused variable, so the compiler proves that both say the same things.
///
/// ```
/// use sluitend::{lang::Lang, message};
/// let text = message!("`{body}` heeft {n} leden", "`{body}` has {n} members"; body = "Stamtafel", n = 3_usize);
/// assert_eq!(text.get(Lang::English), "`Stamtafel` has 3 members");
/// ```
#[macro_export]
macro_rules! message {
    ($dutch:literal, $english:literal $(; $($fact:ident = $value:expr),+ $(,)?)?) => {{
        $crate::lang::Message {
            dutch: { $(let ($($fact,)+) = ($($crate::lang::Say::say(&$value, $crate::lang::Lang::Dutch),)+);)? format!($dutch) },
            english: { $(let ($($fact,)+) = ($($crate::lang::Say::say(&$value, $crate::lang::Lang::English),)+);)? format!($english) },
        }
    }};
}

/// Something that can be said in either language.
pub trait Say {
    /// Its words in a language.
    fn say(&self, lang: Lang) -> String;
}

impl<T: Say + ?Sized> Say for &T {
    fn say(&self, lang: Lang) -> String {
        (*self).say(lang)
    }
}

impl Say for str {
    fn say(&self, _: Lang) -> String {
        self.to_owned()
    }
}

impl Say for String {
    fn say(&self, _: Lang) -> String {
        self.clone()
    }
}

impl Say for usize {
    fn say(&self, _: Lang) -> String {
        self.to_string()
    }
}

impl Say for u32 {
    fn say(&self, _: Lang) -> String {
        self.to_string()
    }
}

impl Say for Message {
    fn say(&self, lang: Lang) -> String {
        self.get(lang).to_owned()
    }
}

impl Say for Date {
    fn say(&self, lang: Lang) -> String {
        let month = MONTHS[usize::from(self.month().unsigned_abs()) - 1];
        format!("{} {} {}", self.day(), lang.pick(month.0, month.1), self.year())
    }
}

/// A list of things, said as "a, b en c" or "a, b and c".
#[derive(Clone, Debug)]
pub struct List<T>(pub Vec<T>);

impl<T: Say> Say for List<T> {
    fn say(&self, lang: Lang) -> String {
        let mut said: Vec<String> = self.0.iter().map(|item| item.say(lang)).collect();
        let Some(last) = said.pop() else { return String::new() };
        if said.is_empty() {
            return last;
        }
        format!("{} {} {last}", said.join(", "), lang.pick("en", "and"))
    }
}

/// Names in backticks, at most `most` of them: "`a`, `b` en nog 3".
pub fn quoted<S: AsRef<str>>(names: &[S], most: usize) -> Message {
    let shown: Vec<String> = names.iter().take(most).map(|name| format!("`{}`", name.as_ref())).collect();
    let rest = names.len().saturating_sub(most);
    if rest == 0 {
        let list = List(shown);
        return Message { dutch: list.say(Lang::Dutch), english: list.say(Lang::English) };
    }
    let shown = shown.join(", ");
    Message { dutch: format!("{shown} en nog {rest}"), english: format!("{shown} and {rest} more") }
}

/// Names in backticks to choose from, at most `most` of them: "`a`, `b` of `c`".
pub fn choice<S: AsRef<str>>(names: &[S], most: usize) -> Message {
    let mut shown: Vec<String> = names.iter().take(most).map(|name| format!("`{}`", name.as_ref())).collect();
    let rest = names.len().saturating_sub(most);
    let last = if rest == 0 { shown.pop().map(|last| (last.clone(), last)) } else { Some((format!("nog {rest} andere"), format!("{rest} more"))) };
    let Some((dutch, english)) = last else { return Message::default() };
    if shown.is_empty() {
        return Message { dutch, english };
    }
    let shown = shown.join(", ");
    Message { dutch: format!("{shown} of {dutch}"), english: format!("{shown} or {english}") }
}

/// One of two words by number.
#[derive(Clone, Copy, Debug)]
pub struct Count {
    /// How many.
    pub number: usize,
    /// Dutch: one, more.
    pub dutch: (&'static str, &'static str),
    /// English: one, more.
    pub english: (&'static str, &'static str),
}

impl Say for Count {
    fn say(&self, lang: Lang) -> String {
        let (one, more) = match lang {
            Lang::Dutch => self.dutch,
            Lang::English => self.english,
        };
        format!("{} {}", self.number, if self.number == 1 { one } else { more })
    }
}

/// Cents as "€ 66.000" or "€66,000".
pub fn euros(cents: u64, lang: Lang) -> String {
    format!("{}{}", lang.pick("€ ", "€"), decimal(cents, lang))
}

/// Hundredths with the separators of the language; without a fraction where it is zero.
pub fn decimal(hundredths: u64, lang: Lang) -> String {
    let (thousands, point) = match lang {
        Lang::Dutch => ('.', ','),
        Lang::English => (',', '.'),
    };
    let digits = (hundredths / 100).to_string();
    let mut whole = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            whole.push(thousands);
        }
        whole.push(digit);
    }
    match hundredths % 100 {
        0 => whole,
        cents => format!("{whole}{point}{cents:02}"),
    }
}

const MONTHS: [(&str, &str); 12] = [
    ("januari", "January"),
    ("februari", "February"),
    ("maart", "March"),
    ("april", "April"),
    ("mei", "May"),
    ("juni", "June"),
    ("juli", "July"),
    ("augustus", "August"),
    ("september", "September"),
    ("oktober", "October"),
    ("november", "November"),
    ("december", "December"),
];

/// The number of a Dutch month.
pub fn month_number(dutch: &str) -> Option<i8> {
    let at = MONTHS.iter().position(|(name, _)| *name == dutch)?;
    i8::try_from(at + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_written_as_each_language_does() {
        assert_eq!(euros(6_600_000, Lang::Dutch), "€ 66.000");
        assert_eq!(euros(280_050, Lang::English), "€2,800.50");
    }

    #[test]
    fn lists_end_with_the_word_for_and() {
        let list = List(vec!["a", "b", "c"]);
        assert_eq!(list.say(Lang::Dutch), "a, b en c");
        assert_eq!(list.say(Lang::English), "a, b and c");
        assert_eq!(quoted(&["a", "b", "c"], 2).dutch, "`a`, `b` en nog 1");
        assert_eq!(choice(&["a", "b", "c"], 3).english, "`a`, `b` or `c`");
        assert_eq!(choice(&["a", "b", "c"], 2).dutch, "`a`, `b` of nog 1 andere");
        assert_eq!(choice(&["a"], 2).dutch, "`a`");
    }
}
