//! The real regions: their findings are snapshots.
