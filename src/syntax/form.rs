//! The form of the value that each property takes: what messages, completion and the parser ask.

use super::vocabulary::Key;

/// The form of a property's value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Words,
    WordOrText,
    Texts,
    Names,
    Whos,
    Seats,
    Act,
    Cover,
    Quantity,
    Term,
    Rhythm,
    Period,
    Date,
    Citations,
    Step,
    Data,
    Mandatable,
    Expectation,
    Acceptance,
    Article,
    Numbers,
}

/// The form of the value that a property takes.
pub const fn form_of(key: Key) -> Form {
    use Key as K;
    match key {
        K::Nature
        | K::Keeps
        | K::Decides
        | K::Casework
        | K::Domain
        | K::Incisive
        | K::Level
        | K::SubMandate
        | K::Transferable
        | K::Kind
        | K::Status
        | K::Extension
        | K::Replacement
        | K::ProvidesFor
        | K::Safeguards
        | K::WorkForm => Form::Words,
        K::DecisionRule | K::Division => Form::WordOrText,
        K::Occasion | K::Downscaling | K::File | K::Bwb | K::Celex | K::Cbs | K::Code | K::Purpose | K::AlsoCalled => Form::Texts,
        K::Agenda | K::At | K::Municipalities | K::AnnexOf | K::Under | K::Comprises | K::Successor | K::About | K::SafetyRegion | K::For => {
            Form::Names
        }
        K::To
        | K::Binds
        | K::Holder
        | K::OnBehalf
        | K::Parties
        | K::Lead
        | K::Risk
        | K::Secretary
        | K::Steers
        | K::Driver
        | K::From
        | K::AccountableTo
        | K::Controllers
        | K::Chair
        | K::WorksUnder => Form::Whos,
        K::Members => Form::Seats,
        K::Appointment
        | K::Audit
        | K::Announcement
        | K::BudgetDecision
        | K::CollegeDecision
        | K::Dpia
        | K::Evaluation
        | K::Instalment
        | K::Consent
        | K::Signature
        | K::Assignment
        | K::Permission
        | K::Adoption
        | K::Wishes
        | K::Views => Form::Act,
        K::Cover => Form::Cover,
        K::Amount | K::Ceiling | K::Extent => Form::Quantity,
        K::Retention | K::Term => Form::Term,
        K::Meets => Form::Rhythm,
        K::Valid => Form::Period,
        K::ReadOn | K::OnDate => Form::Date,
        K::Source | K::Basis | K::WithoutPrejudice | K::LaidDownIn => Form::Citations,
        K::Signal
        | K::Advise
        | K::Prepare
        | K::Schedule
        | K::Discuss
        | K::Agree
        | K::Decide
        | K::CarryOut
        | K::Inform
        | K::ReportBack
        | K::Evaluate
        | K::StageBlock => Form::Step,
        K::Data => Form::Data,
        K::Mandatable => Form::Mandatable,
        K::Expectation => Form::Expectation,
        K::Acceptance => Form::Acceptance,
        K::LawArticle => Form::Article,
        K::LawArticles => Form::Numbers,
    }
}
