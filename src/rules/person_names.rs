//! Finding names of persons in words: by a form of address, by initials, by a first name, or by words that announce a
//! person. A measured guess: it would rather miss a name than take an organisation, street or place for a person.

/// Bytes of a text, the end excluded.
pub type Range = std::ops::Range<usize>;

/// What is known of the words beside the words themselves.
pub struct Known<'k> {
    /// Whether words (small letters, blanks for hyphens) are the name of a municipality, an organisation, a law.
    pub is_other: &'k dyn Fn(&str) -> bool,
    /// Whether the words name an organisation: then only a form of address or initials tell a person.
    pub of_organisation: bool,
}

/// The first name of a person in a text.
pub fn find(text: &str, known: &Known<'_>) -> Option<Range> {
    let tokens = tokens(text, |c| c.is_whitespace());
    (0..tokens.len()).find_map(|at| starting_at(text, &tokens, at, known))
}

/// The name of a person in the name of a block, whose words are joined by hyphens.
pub fn find_in_name(name: &str, known: &Known<'_>) -> Option<Range> {
    let tokens = tokens(name, |c| c == '-' || c == '_');
    (0..tokens.len()).find_map(|at| starting_at(name, &tokens, at, known))
}

// -------------------------------------------------------------------------------------------------------------- tokens

/// A word with its place; punctuation around it is left out, except for the point of an abbreviation.
struct Token<'t> {
    word: &'t str,
    range: Range,
    /// Whether a comma, bracket or colon parts it from the next word.
    ends: bool,
}

fn tokens(text: &str, parts: impl Fn(char) -> bool) -> Vec<Token<'_>> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        if at == text.len() || parts(c) || c == '/' {
            if start < at {
                push_token(text, start..at, c == '/', &mut found);
            }
            start = at + c.len_utf8();
        }
    }
    found
}

fn push_token<'t>(text: &'t str, range: Range, ends: bool, found: &mut Vec<Token<'t>>) {
    let whole = &text[range.clone()];
    let left = whole.trim_start_matches(['(', '[', '"', '“', '„', '‘', '«']);
    if left.len() < whole.len()
        && let Some(before) = found.last_mut()
    {
        before.ends = true;
    }
    let word = left.trim_end_matches([')', ']', ',', ';', ':', '!', '?', '"', '”', '“', '»']);
    let ends = ends || word.len() < left.len();
    let start = range.start + whole.len() - left.len();
    // Initials and surname without a blank between them: `J.Jansen`.
    let is_fused = |point: &usize| initials(&word[..*point]) && is_capital(word[*point..].trim_end_matches('.'));
    let fused = word.trim_end_matches('.').rfind('.').map(|point| point + 1).filter(is_fused);
    if let Some(point) = fused {
        found.push(Token { word: &word[..point], range: start..start + point, ends: false });
        let last = word[point..].trim_end_matches('.');
        found.push(Token { word: last, range: start + point..start + point + last.len(), ends: ends || point + last.len() < word.len() });
    } else if !word.is_empty() {
        // The point that ends a sentence is no part of a name.
        let bare = if is_capital(word.trim_end_matches('.')) { word.trim_end_matches('.') } else { word };
        found.push(Token { word: bare, range: start..start + bare.len(), ends: ends || bare.len() < word.len() });
    }
}

/// A word with a capital and small letters after it, as a name has.
fn is_capital(word: &str) -> bool {
    let bare = word.strip_prefix("d'").or_else(|| word.strip_prefix("O'")).unwrap_or(word);
    let rest = bare.strip_prefix("IJ").or_else(|| bare.strip_prefix("Mc")).or_else(|| {
        let mut chars = bare.chars();
        chars.next().filter(|c| c.is_uppercase())?;
        Some(chars.as_str())
    });
    // `Wit-Bakker`: a capital only where a part starts.
    let is_part = |part: &str| part.chars().all(char::is_alphabetic) && part.chars().skip(1).all(char::is_lowercase);
    let is_rest = |rest: &str| rest.starts_with(char::is_lowercase) && rest.split(['-', '\'', '’']).all(is_part);
    rest.is_some_and(|rest| rest.chars().count() >= 2 && is_rest(rest))
}

/// Initials: `J.`, `A.B.`, `Th.`, `Chr.`.
fn initials(word: &str) -> bool {
    let Some(stem) = word.strip_suffix('.') else { return false };
    let each = |part: &str| {
        let mut chars = part.chars();
        chars.next().is_some_and(char::is_uppercase) && (chars.as_str().is_empty() || matches!(part, "Th" | "Chr" | "Ph" | "Joh" | "IJ"))
    };
    stem.split('.').all(each)
}

fn particle(word: &str) -> bool {
    PARTICLES.contains(&word)
}

// --------------------------------------------------------------------------------------------------------------- names

fn starting_at(text: &str, tokens: &[Token<'_>], at: usize, known: &Known<'_>) -> Option<Range> {
    addressed(tokens, at, known)
        .or_else(|| with_initials(tokens, at, known))
        .or_else(|| in_office(tokens, at, known).filter(|_| !known.of_organisation))
        .or_else(|| with_first_name(tokens, at, known).filter(|_| !known.of_organisation))
        .or_else(|| announced(text, tokens, at, known).filter(|_| !known.of_organisation))
}

/// From a token on: particles and a surname. Gives the number of particles and the last token of the name.
fn surname(tokens: &[Token<'_>], from: usize, is_particle: impl Fn(&str) -> bool) -> Option<(usize, usize)> {
    let mut at = from;
    while tokens.get(at).is_some_and(|t| is_particle(t.word) && !t.ends) && at < from + 4 {
        at += 1;
    }
    let last = tokens.get(at)?;
    // Behind a particle a street or land may be a surname: `Van der Laan`.
    let of_land = at > from && OF_LAND.contains(&last.word);
    (is_capital(last.word) && (of_land || !names_thing(last.word))).then_some((at - from, at))
}

/// A name from one token to another, where nothing beside it makes it an organisation, street or place.
fn named(tokens: &[Token<'_>], first: usize, last: usize, known: &Known<'_>) -> Option<Range> {
    let (from, to) = (tokens.get(first)?, tokens.get(last)?);
    let after = tokens.get(last + 1).filter(|_| !to.ends).is_some_and(|next| names_thing(next.word));
    // `FPC Dr. S. van Mesdag`: what stands before the form of address tells.
    let mut in_front = tokens[..first].iter().rev().skip_while(|t| !t.ends && (is_address(t.word) || initials(t.word)));
    let before = in_front.next().filter(|t| !t.ends).is_some_and(|t| introduces_thing(t.word));
    let words = |last: usize| tokens[first..=last].iter().map(|t| t.word.replace('-', " ").to_lowercase()).collect::<Vec<_>>().join(" ");
    // The words may be the start of a longer name: of `Hendrik-Ido-Ambacht`.
    let longer = (last..tokens.len().min(last + 4)).map(words);
    let others = longer.into_iter().any(|words| NO_PERSONS.contains(&words.as_str()) || (known.is_other)(&words));
    let place = last - first < 2 && (known.is_other)(&to.word.to_lowercase());
    (!after && !before && !others && !place).then_some(from.range.start..to.range.end)
}

/// `mevr. De Vries`, `drs. J. Jansen`, `de heer Bakker`.
fn addressed(tokens: &[Token<'_>], at: usize, known: &Known<'_>) -> Option<Range> {
    let mut next = at;
    while tokens.get(next).is_some_and(|t| is_address(t.word) && !t.ends) {
        next += 1;
    }
    if next == at {
        return None;
    }
    while tokens.get(next).is_some_and(|t| (initials(t.word) || is_letter(t.word)) && !t.ends) {
        next += 1;
    }
    let (_, mut last) = surname(tokens, next, |word| particle(word) || CAPITAL_PARTICLES.contains(&word))?;
    if is_function(tokens.get(last)?.word) {
        return None;
    }
    // A first name before the surname: `mevrouw Anna de Boer`.
    if !tokens.get(last)?.ends
        && let Some((_, further)) = surname(tokens, last + 1, particle)
    {
        last = further;
    }
    named(tokens, at, last, known)
}

/// `J. de Vries`, `A.B. Jansen`; one initial before an ordinary word may number a heading.
fn with_initials(tokens: &[Token<'_>], at: usize, known: &Known<'_>) -> Option<Range> {
    let mut next = at;
    while tokens.get(next).is_some_and(|t| initials(t.word) && !t.ends) {
        next += 1;
    }
    // In the name of a block an initial has no point; then the surname must be a usual one.
    if next == at {
        let known_name = tokens.get(at + 1).is_some_and(|t| SURNAMES.contains(&t.word));
        let bare = known_name && at > 0 && tokens.get(at).is_some_and(|t| is_letter(t.word) && !t.ends);
        return bare.then(|| named(tokens, at, at + 1, known)).flatten();
    }
    let letters: String = tokens.get(at..next)?.iter().flat_map(|t| t.word.chars()).filter(|c| *c != '.').collect();
    if letters.is_empty() || ABBREVIATIONS.contains(&letters.to_lowercase().as_str()) {
        return None;
    }
    let (particles, last) = surname(tokens, next, particle)?;
    let word = tokens.get(last)?.word;
    let sure = particles > 0 || letters.chars().count() > 1 || SURNAMES.contains(&word);
    sure.then(|| named(tokens, at, last, known)).flatten()
}

/// `wethouder Van der Berg`, `burgemeester Jansen`: behind an office with a capital particle, or with a usual surname.
fn in_office(tokens: &[Token<'_>], at: usize, known: &Known<'_>) -> Option<Range> {
    let office = tokens.get(at).filter(|t| !t.ends && is_function(t.word))?;
    let municipal = MUNICIPAL_FUNCTIONS.contains(&office.word.to_lowercase().as_str());
    let next = tokens.get(at + 1)?;
    let capital = CAPITAL_PARTICLES.contains(&next.word) && (municipal || next.word == "Van");
    if capital && !next.ends {
        let (_, last) = surname(tokens, at + 1, |word| particle(word) || CAPITAL_PARTICLES.contains(&word))?;
        if is_ordinary(tokens.get(last)?.word) {
            return None;
        }
        let name = named(tokens, at + 1, last, known)?;
        return Some(office.range.start..name.end);
    }
    let name = SURNAMES.contains(&next.word).then(|| named(tokens, at + 1, at + 1, known)).flatten()?;
    Some(office.range.start..name.end)
}

/// `Jan de Vries`, `Fatima el Amrani`, `Anne Jansen`: a usual first name with a surname.
fn with_first_name(tokens: &[Token<'_>], at: usize, known: &Known<'_>) -> Option<Range> {
    tokens.get(at).filter(|t| !t.ends && is_first_name(t.word))?;
    let mut next = at + 1;
    while tokens.get(next).is_some_and(|t| !t.ends && (initials(t.word) || is_first_name(t.word))) {
        next += 1;
    }
    let (particles, last) = surname(tokens, next, |word| particle(word) || matches!(word, "El" | "Al" | "Ben"))
        // A first name may be the surname too: `Anna Maria Pieter`.
        .or_else(|| (next > at + 1).then_some((0, next - 1)).filter(|(_, last)| tokens.get(*last).is_some_and(|t| is_capital(t.word))))?;
    // Without a particle the second word must not be one that is a name of anything else.
    let plain = particles > 0 || !is_ordinary(tokens.get(last)?.word);
    plain.then(|| named(tokens, at, last, known)).flatten()
}

/// `op dit moment Otwin van Dam`: words that announce who fulfils a function now.
fn announced(text: &str, tokens: &[Token<'_>], at: usize, known: &Known<'_>) -> Option<Range> {
    let first = tokens.get(at).filter(|t| !t.ends && is_capital(t.word) && !names_thing(t.word))?;
    let before = text[..first.range.start].trim_end_matches([' ', ':', '(', '-', '–']);
    let longest = NOW.iter().chain(IN_PERSON).map(|words| words.len()).max().unwrap_or_default();
    let from = before.char_indices().rev().nth(longest).map_or(0, |(at, _)| at);
    let before = before[from..].to_lowercase();
    let now = NOW.iter().any(|words| before.ends_with(words));
    let person = IN_PERSON.iter().any(|words| before.ends_with(words));
    if !now && !person {
        return None;
    }
    let (particles, last) = surname(tokens, at + 1, particle)?;
    let sure = (particles > 0 || person) && !tokens[at..=last].iter().any(|t| is_ordinary(t.word));
    sure.then(|| named(tokens, at, last, known)).flatten()
}

fn is_first_name(word: &str) -> bool {
    let first = word.split('-').next().unwrap_or_default();
    is_capital(word) && FIRST_NAMES.binary_search(&first).is_ok()
}

fn is_address(word: &str) -> bool {
    ADDRESS.contains(&word.to_lowercase().as_str())
}

fn is_letter(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(char::is_uppercase) && chars.next().is_none()
}

fn is_ordinary(word: &str) -> bool {
    ORDINARY.contains(&word.to_lowercase().as_str())
}

fn is_function(word: &str) -> bool {
    let word = word.to_lowercase();
    MUNICIPAL_FUNCTIONS.contains(&word.as_str()) || FUNCTIONS.contains(&word.as_str())
}

/// Whether a word is, or ends as, that of a street, building or organisation.
fn names_thing(word: &str) -> bool {
    let word = word.to_lowercase();
    let word = word.trim_end_matches(['.', ',']);
    THINGS.contains(&word) || THING_ENDINGS.iter().any(|end| word.len() > end.len() + 2 && word.ends_with(end))
}

/// Whether a word before a name makes it that of a saint, an organisation, a law or a project.
fn introduces_thing(word: &str) -> bool {
    let word = word.to_lowercase();
    INTRODUCING.contains(&word.trim_end_matches('.')) || names_thing(&word)
}

// --------------------------------------------------------------------------------------------------------------- words

#[rustfmt::skip]
const ADDRESS: &[&str] = &[
    "mevr.", "mevr", "mevrouw", "mw.", "mw", "dhr.", "dhr", "hr.", "heer", "meneer", "mijnheer", "drs.", "drs", "dr.", "dr", "mr.", "mr", "ir.", "ir",
    "ing.", "prof.", "prof", "ds.", "mr.drs.", "mr.dr.", "prof.dr.", "drs.ir.",
];

#[rustfmt::skip]
const PARTICLES: &[&str] = &[
    "van", "de", "den", "der", "ten", "ter", "te", "'t", "’t", "op", "het", "el", "al", "ben", "bin", "von", "zu", "la", "le", "du", "da", "dos", "di", "in",
];

#[rustfmt::skip]
const CAPITAL_PARTICLES: &[&str] = &["Van", "De", "Den", "Der", "Ten", "Ter", "Te", "'t", "’t", "Op", "El", "Al", "Von"];

#[rustfmt::skip]
const MUNICIPAL_FUNCTIONS: &[&str] =
    &["burgemeester", "wethouder", "raadslid", "gemeentesecretaris", "locoburgemeester", "loco-burgemeester", "griffier", "raadsgriffier"];

#[rustfmt::skip]
const FUNCTIONS: &[&str] = &[
    "voorzitter", "secretaris", "directeur", "bestuurder", "portefeuillehouder", "projectleider", "programmamanager", "manager", "coördinator",
    "procesregisseur", "regisseur", "adviseur", "beleidsadviseur", "beleidsmedewerker", "officier", "hoofdofficier", "korpschef", "politiechef", "teamchef",
    "netwerksecretaris", "kwartiermaker", "geneesheer-directeur", "contactpersoon", "minister", "staatssecretaris", "trekker",
];

/// Letters with points that stand for something else than initials.
#[rustfmt::skip]
const ABBREVIATIONS: &[&str] = &[
    "bv", "nv", "om", "ggz", "ggd", "ghor", "gr", "rvdk", "vt", "zvh", "dvo", "vvg", "gi", "ra", "mo", "vo", "wmo", "wlz", "zvw", "uwv", "svb", "coa", "ind",
    "nb", "nr", "pm", "ol", "st", "us", "eu", "vn", "avg", "dji", "pi", "rb", "hm", "bw", "ba", "sr", "sv",
];

/// Endings of streets, buildings and organisations.
#[rustfmt::skip]
const THING_ENDINGS: &[&str] = &[
    "straat", "laan", "plein", "weg", "kade", "gracht", "singel", "dijk", "hof", "park", "plantsoen", "steeg", "pad", "dreef", "brug", "huis", "huizen",
    "huys", "stichting", "fonds", "kliniek", "klinieken", "centrum", "school", "college", "instituut", "ziekenhuis", "gasthuis", "oord", "hoeve", "groep",
    "zorg", "wet", "commissie", "overleg", "tafel", "model", "methode", "aanpak", "akkoord", "regeling", "fondsen", "kerk", "kazerne", "haven", "polder",
    "gemeente", "regio", "toren", "zaal", "lyceum", "wijk", "opvang", "thuis", "raad", "beraad", "kring", "kamer", "gremium",
];

/// Words of which it is clear that they are no surname.
#[rustfmt::skip]
const THINGS: &[&str] = &[
    "stichting", "fonds", "kliniek", "centrum", "school", "college", "instituut", "foundation", "institute", "huis", "ziekenhuis", "groep", "team", "teams",
    "straat", "laan", "plein", "weg", "park", "bv", "b.v", "nv", "n.v", "zorg", "zorggroep", "jeugdzorg", "ggz", "wonen", "advies", "advocaten", "consult",
    "consultancy", "partners", "vereniging", "coöperatie", "bureau", "dienst", "wet", "methode", "prijs", "lezing", "akkoord", "gelden", "norm", "arrest",
    "politie", "openbaar", "ministerie", "gemeente", "gemeenten", "provincie", "regio", "veiligheidsregio", "rijk", "raad", "college", "commissie",
    "vergadering", "overleg", "tafel", "stamtafel", "stuurgroep", "werkgroep", "land", "leger", "onderwijs", "vrouwe", "hart", "geest", "familie", "modaal",
];

/// Words of [`THINGS`] that are surnames behind a particle.
#[rustfmt::skip]
const OF_LAND: &[&str] = &["Laan", "Weg", "Park", "Plein", "Huis", "Land", "Straat"];

/// Words that may follow a first name or an announcement without being a surname.
#[rustfmt::skip]
const ORDINARY: &[&str] = &[
    "veilig", "thuis", "noord", "oost", "zuid", "west", "midden", "noordoost", "gelderland", "gelderse", "brabant", "holland", "utrecht", "limburg",
    "zeeland", "friesland", "fryslân", "drenthe", "overijssel", "groningen", "flevoland", "nederland", "twente", "achterhoek", "veluwe", "betuwe", "zorg",
    "veiligheid", "jeugd", "jeugdbescherming", "bescherming", "kinderbescherming", "reclassering", "justitie", "humanitas", "leger", "heils", "visie",
    "convenant", "samen", "sociaal", "domein", "publieke", "gezondheid", "openbare", "orde", "bestuurlijke", "bestuurlijk", "regionale", "regionaal",
    "paulowna", "frank", "cruyff", "cruijff", "schrikker", "baan", "arntsz", "kanner", "constandse", "arends", "havelaar", "montessori", "steen", "oranje",
    "nassau", "i", "ii", "iii", "iv",
];

#[rustfmt::skip]
const INTRODUCING: &[&str] = &[
    "sint", "st", "sinte", "heilige", "koning", "koningin", "prins", "prinses", "keizer", "huize", "villa", "stichting", "wet", "commissie", "motie",
    "project", "programma", "methode", "rapport", "campagne", "arrest", "casus", "gebouw", "locatie", "praktijk", "maatschap", "firma", "kliniek", "school",
    "fpc", "fpk", "fpa", "pi", "gasthuis", "ziekenhuis", "team", "kamp", "bureau", "adviesbureau", "fonds", "vereniging", "coöperatie", "abdij", "klooster",
];

/// Organisations, places and sayings with the form of a person's name.
#[rustfmt::skip]
const NO_PERSONS: &[&str] = &[
    "jan modaal", "william schrikker", "pieter baan", "willem arntsz", "leo kanner", "anton constandse", "jan arends", "johan cruyff", "johan cruijff",
    "anne frank", "maria montessori", "max havelaar", "anna paulowna", "willem van oranje", "jan van brabant", "roos van leary", "theo van gogh", "vincent van gogh",
    "hendrik ido ambacht", "johan de witt", "karel de grote", "willem de zwijger", "erik de noorman",
];

/// Words before a name of who fulfils a function for the time being; an organisation may follow too.
#[rustfmt::skip]
const NOW: &[&str] = &[
    "op dit moment", "momenteel", "thans", "op het moment", "vooralsnog", "tot nu toe", "vervuld door", "ingevuld door", "bekleed door",
    "waargenomen door",
];

/// Words before the name of a person, never of an organisation.
#[rustfmt::skip]
const IN_PERSON: &[&str] = &["in de persoon van", "contactpersoon", "contactpersoon is"];

/// Usual first names that are no ordinary words, in order.
#[rustfmt::skip]
const FIRST_NAMES: &[&str] = &[
    "Aad", "Aart", "Abdul", "Achmed", "Adriaan", "Adrie", "Ahmed", "Aisha", "Albert", "Alex", "Alexander", "Ali", "Alice", "Amber", "Amir", "Amira",
    "Andrea", "André", "Angela", "Angelique", "Anita", "Anja", "Anke", "Ankie", "Anna", "Anne", "Annelies", "Annemarie", "Annemarieke", "Annemiek",
    "Annet", "Annette", "Annika", "Anouk", "Antoinette", "Anton", "Antoon", "Arend", "Arie", "Arjan", "Arjen", "Arne", "Arno", "Arnold", "Arnout",
    "Arthur", "Astrid", "Aukje", "Aysel", "Ayşe", "Barbara", "Barend", "Bart", "Bas", "Bastiaan", "Ben", "Benjamin", "Berend", "Bernard", "Bert",
    "Bertus", "Bettina", "Bianca", "Bjorn", "Björn", "Bob", "Boudewijn", "Bram", "Bregje", "Brigitte", "Britt", "Carin", "Carla", "Carlo", "Carmen",
    "Carolien", "Carolijn", "Caroline", "Casper", "Cecile", "Cecilia", "Cees", "Chantal", "Charlotte", "Chris", "Christa", "Christiaan", "Christian",
    "Christine", "Cindy", "Clara", "Claudia", "Clemens", "Coen", "Constant", "Cor", "Corine", "Cornelis", "Corrie", "Daan", "Daniel", "Danique",
    "Daniëlle", "Danny", "Daphne", "David", "Debby", "Denise", "Deniz", "Dennis", "Desirée", "Dian", "Diana", "Dick", "Diederik", "Dineke", "Dirk",
    "Dorien", "Douwe", "Ed", "Eddy", "Eduard", "Edward", "Edwin", "Eefje", "Eelco", "Egbert", "Eline", "Elisabeth", "Elise", "Ellen", "Elly", "Els",
    "Elsbeth", "Emiel", "Emile", "Emma", "Emre", "Eric", "Erik", "Erna", "Ernst", "Esmee", "Esmée", "Ester", "Esther", "Eva", "Evelien", "Eveline",
    "Evert", "Ewout", "Faissal", "Fatima", "Fatma", "Femke", "Ferdinand", "Fleur", "Floor", "Floris", "Fokke", "Fons", "Francien", "Francisca",
    "Frank", "Frans", "Fred", "Frederik", "Freek", "Frits", "Frédérique", "Geert", "Geertje", "Geke", "Gerard", "Gerben", "Gerda", "Gerrie", "Gerrit",
    "Gerry", "Gert", "Gertjan", "Gijs", "Gonda", "Goos", "Greet", "Greetje", "Gretha", "Guido", "Guus", "Hajo", "Hamza", "Hanneke", "Hannie", "Hans",
    "Harm", "Harmen", "Harold", "Harrie", "Harry", "Hassan", "Hatice", "Hayo", "Hedwig", "Heidi", "Hein", "Heleen", "Helen", "Helena", "Hella",
    "Helma", "Hendrik", "Henk", "Hennie", "Henny", "Henri", "Henriëtte", "Herman", "Hester", "Hilde", "Hiske", "Hubert", "Hugo", "Huub", "Hüseyin",
    "Ibrahim", "Ilona", "Ilse", "Imke", "Ina", "Ineke", "Inge", "Ingrid", "Irene", "Isabel", "Ismail", "Ivo", "Ivonne", "Jaap", "Jacco", "Jacob",
    "Jacqueline", "Jacques", "Jan", "Janine", "Janneke", "Jannes", "Jannie", "Jantje", "Jasper", "Jeanet", "Jeanette", "Jeanine", "Jeannette", "Jef",
    "Jeffrey", "Jelle", "Jenny", "Jeroen", "Jessica", "Jetta", "Jo", "Joan", "Joanne", "Jochem", "Johan", "Johanna", "Johannes", "John", "Joke",
    "Jolanda", "Jolande", "Jonathan", "Joop", "Joost", "Jordy", "Joris", "Jos", "Joseph", "Josephine", "Josien", "José", "Joyce", "Judith", "Julia",
    "Jurgen", "Jurriaan", "Juul", "Karel", "Karen", "Karim", "Karin", "Karlijn", "Karst", "Katja", "Kees", "Kevin", "Khalid", "Kim", "Kirsten",
    "Kitty", "Klaas", "Klara", "Koen", "Koos", "Kor", "Krista", "Lars", "Laura", "Laurens", "Leen", "Leendert", "Lena", "Leo", "Leon", "Leonie",
    "Leontien", "Lex", "Lia", "Lianne", "Lidewij", "Lieke", "Lies", "Liesbet", "Liesbeth", "Lieve", "Lilian", "Linda", "Lisa", "Lisette", "Lodewijk",
    "Loek", "Loes", "Lotte", "Louis", "Louise", "Luc", "Lucas", "Lucia", "Lucienne", "Ludo", "Luuk", "Maaike", "Maarten", "Madeleine", "Madelon",
    "Manon", "Marc", "Marcel", "Marco", "Marga", "Margareth", "Margarita", "Margot", "Margreet", "Margriet", "Maria", "Mariam", "Marian", "Marianne",
    "Marieke", "Marije", "Marijke", "Marina", "Marinus", "Mario", "Marion", "Mariska", "Marita", "Mariëlle", "Marja", "Marjan", "Marjo", "Marjolein",
    "Marjolijn", "Mark", "Marleen", "Marlies", "Marloes", "Martha", "Martijn", "Martin", "Martine", "Mathieu", "Mathijs", "Matthijs", "Maud",
    "Maurice", "Maurits", "Max", "Mehmet", "Meindert", "Melanie", "Melissa", "Menno", "Mia", "Michael", "Michel", "Michelle", "Michiel", "Mieke",
    "Mike", "Mira", "Miranda", "Mirjam", "Mohamed", "Mohammed", "Mona", "Monica", "Monique", "Murat", "Mustafa", "Myrthe", "Nadia", "Nancy", "Naomi",
    "Natalie", "Natasja", "Nathalie", "Nelleke", "Nelly", "Nick", "Nico", "Nicole", "Niek", "Niels", "Nienke", "Nils", "Nina", "Noor", "Norbert",
    "Nour", "Nynke", "Olga", "Omar", "Onno", "Oscar", "Otto", "Patrice", "Patricia", "Patrick", "Paul", "Paula", "Paulien", "Pauliene", "Pauline",
    "Pepijn", "Peter", "Petra", "Petronella", "Petrus", "Philip", "Pien", "Pier", "Piet", "Pieter", "Pim", "Quinten", "Rachid", "Rachida", "Ralph",
    "Ramon", "Raymond", "Rebecca", "Rein", "Reina", "Reinier", "Reinout", "Remco", "Renate", "Rens", "Renske", "René", "Renée", "Ria", "Rianne",
    "Richard", "Rick", "Riet", "Rik", "Rob", "Robbert", "Robert", "Robin", "Roel", "Roelien", "Roelof", "Roger", "Rogier", "Roland", "Rolf", "Romy",
    "Ron", "Ronald", "Rosa", "Rosanne", "Roy", "Ruben", "Rudi", "Rudolf", "Rutger", "Ruth", "Ruud", "Sabine", "Said", "Sako", "Sam", "Samira",
    "Samuel", "Sander", "Sandra", "Sanne", "Sara", "Sarah", "Saskia", "Saïd", "Sebastiaan", "Selma", "Sharon", "Siebe", "Sietske", "Sigrid", "Silvia",
    "Simon", "Simone", "Siska", "Sjaak", "Sjoerd", "Sofie", "Sonja", "Stan", "Stefan", "Stefanie", "Stella", "Stephan", "Steven", "Stijn", "Susan",
    "Susanne", "Suzan", "Suzanne", "Sven", "Syb", "Sybren", "Sylvia", "Tamara", "Tanja", "Tanya", "Tessa", "Teun", "Teunis", "Thea", "Theo",
    "Theodoor", "Thijs", "Thomas", "Tim", "Tineke", "Tjalling", "Tjeerd", "Tobias", "Tom", "Ton", "Tonnie", "Tonny", "Trudy", "Truus", "Ursula",
    "Vera", "Victor", "Vincent", "Vivian", "Walter", "Wendy", "Werner", "Wesley", "Wiebe", "Wieke", "Wietske", "Wijnand", "Wilfred", "Wilhelmina",
    "Willeke", "Willem", "Willemien", "Willemijn", "Wilma", "Wim", "Wouter", "Xander", "Xavier", "Yara", "Yasmina", "Yolanda", "Youssef", "Ype",
    "Yusuf", "Yvette", "Yvonne", "Zeynep", "Zoë", "Ömer", "Özlem",
];

/// Usual surnames that are no ordinary words.
#[rustfmt::skip]
const SURNAMES: &[&str] = &[
    "Jansen", "Janssen", "Janssens", "Jansens", "Bakker", "Visser", "Smit", "Smits", "Meijer", "Meyer", "Mulder", "Peters", "Peeters", "Hendriks", "Hendrikse",
    "Dekker", "Dijkstra", "Jacobs", "Vermeulen", "Verhoeven", "Schouten", "Willems", "Willemsen", "Hoekstra", "Koster", "Huisman", "Kuipers", "Kuiper",
    "Postma", "Martens", "Gerritsen", "Gerrits", "Scholten", "Timmermans", "Hermans", "Wouters", "Evers", "Maas", "Verbeek", "Driessen", "Veenstra",
    "Kramer", "Schipper", "Sanders", "Boersma", "Molenaar", "Groen", "Claassen", "Cornelissen", "Hofman", "Hofmann", "Prinsen", "Pietersen", "Roelofs",
    "Brouwer", "Vink", "Dijkman", "Simons", "Nijhuis", "Wiersma", "Zijlstra", "Hoogendoorn", "Barendregt", "Blom", "Jonker", "Kuijpers", "Leenders",
    "Lammers", "Rutten", "Hendrix", "Aarts", "Wolters", "Yilmaz", "Kaya", "Demir", "Çelik", "Doğan", "Özdemir", "Bos", "Vos", "Faber", "Kooistra",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Option<&str> {
        let is_other = |words: &str| matches!(words, "aalten" | "de bilt" | "hendrik ido ambacht" | "arnhem" | "ggnet");
        find(text, &Known { is_other: &is_other, of_organisation: false }).map(|range| &text[range])
    }

    #[test]
    fn persons_are_found_by_address_initials_first_name_and_announcement() {
        let cases = [
            ("portefeuillehouder, op dit moment Otmar van Dam", "Otmar van Dam"),
            ("melden bij mevr. De Vries", "mevr. De Vries"),
            ("de heer Bakker belt", "heer Bakker"),
            ("drs. J.P. van den Berg", "drs. J.P. van den Berg"),
            ("mw. drs. Anna de Boer, adviseur", "mw. drs. Anna de Boer"),
            ("voorzitter (J. de Vries)", "J. de Vries"),
            ("A.B. Jansen", "A.B. Jansen"),
            ("afspraak met J.Jansen.", "J.Jansen"),
            ("Jan de Vries", "Jan de Vries"),
            ("Jan-Willem van 't Hof overlegt", "Jan-Willem van 't Hof"),
            ("Fatima El Amrani", "Fatima El Amrani"),
            ("Anne Jansen en anderen", "Anne Jansen"),
            ("wethouder Van der Berg", "wethouder Van der Berg"),
            ("melden aan burgemeester Van der Laan", "burgemeester Van der Laan"),
            ("burgemeester Jansen", "burgemeester Jansen"),
            ("de rol wordt vervuld door Otwin ten Dam", "Otwin ten Dam"),
            ("in de persoon van Otwin Dammers", "Otwin Dammers"),
        ];
        for (text, name) in cases {
            assert_eq!(found(text), Some(name), "{text}");
        }
    }

    #[test]
    fn organisations_streets_places_laws_and_functions_are_no_persons() {
        let cases = [
            "Sint-Jan",
            "St. Jan ziekenhuis",
            "Sint Jan van Doesburg",
            "Trimbos-instituut",
            "Leger des Heils",
            "Pieter Baan Centrum",
            "Dr. Leo Kannerhuis",
            "Willem Arntsz Huis",
            "Stichting Jan Arends",
            "William Schrikker Stichting",
            "Burgemeester Jansenstraat 12",
            "Jan van Galenstraat",
            "Van Heemstraweg",
            "Dr. C. Lelyweg",
            "burgemeester van Aalten",
            "wethouder De Bilt",
            "college van burgemeester en wethouders",
            "wethouder Zorg en Welzijn",
            "minister Van Justitie",
            "ingevuld door Aanpak Voorkomen",
            "FPC Dr. S. van Mesdag",
            "Adriaan Roland Holstweg",
            "directeur Publieke Gezondheid",
            "Hendrik-Ido-Ambacht",
            "Anna Paulowna",
            "Wet Victor",
            "motie Jan de Vries",
            "Commissie Jansen",
            "op dit moment Veilig Thuis Gelderland",
            "thans GGNet Arnhem",
            "op dit moment Vereniging van Gemeenten",
            "A. Inleiding",
            "B. De opdracht",
            "B.V. Zorggroep",
            "N.V. Regio",
            "O.M. Oost",
            "mevrouw de Voorzitter",
            "de heer of mevrouw N.N.",
            "Jan Modaal",
            "Officier van Justitie",
            "Vergadering van Gemeenten",
            "Veilig Verder Teams",
            "Raad voor de Kinderbescherming",
            "Land van Cuijk",
            "directeur De Waag",
            "bestuurder De Opbouw",
            "Aanpak Voorkomen Escalatie",
            "Openbaar Ministerie",
            "mr. in de rechten",
            "prof. dr.",
        ];
        for text in cases {
            assert_eq!(found(text), None, "{text}");
        }
    }

    #[test]
    fn names_of_blocks_are_read_by_their_hyphens() {
        let is_other = |words: &str| matches!(words, "aalten" | "sint anthonis");
        let found = |name: &'static str| find_in_name(name, &Known { is_other: &is_other, of_organisation: false }).map(|range| &name[range]);
        assert_eq!(found("Jan-de-Vries"), Some("Jan-de-Vries"));
        assert_eq!(found("Voorzitter-Jan-de-Vries"), Some("Jan-de-Vries"));
        assert_eq!(found("Mevrouw-Jansen"), Some("Mevrouw-Jansen"));
        assert_eq!(found("Drs-P-van-Dam"), Some("Drs-P-van-Dam"));
        assert_eq!(found("Secretaris-J-Jansen"), Some("J-Jansen"));
        let others =
            ["Sint-Anthonis", "Portefeuillehouder-gedwongen-zorg", "Directeur-ZVH", "Jan-Arends", "Dr-Leo-Kannerhuis", "Jan-van-Galenstraat"];
        for name in others {
            assert_eq!(found(name), None, "{name}");
        }
    }

    #[test]
    fn first_names_are_in_order() {
        assert!(FIRST_NAMES.is_sorted());
    }

    #[test]
    fn of_an_organisation_only_an_address_or_initials_tell() {
        let of = |text: &'static str| find(text, &Known { is_other: &|_| false, of_organisation: true }).map(|range| &text[range]);
        assert_eq!(of("Jan van Brakel"), None);
        assert_eq!(of("praktijk van dhr. Van Brakel"), Some("dhr. Van Brakel"));
    }
}
