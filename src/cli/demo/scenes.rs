//! What happens to each organization of the demonstration, and when.

use super::cast::Fate;

/// What happens to an organization that enrolls, or to a customer.
#[derive(Clone, Copy)]
pub enum Scene {
    Comes,
    FillsIn,
    Enrolls,
    Confirms,
    IsDisowned,
    IsChecked,
    IsAsked,
    Answers,
    IsApproved,
    IsRejected,
    Withdraws,
    IsAbandoned,
    TakesShortcut,
    AddsPeople,
    AsksForName,
    IsSuspended,
    Closes,
}

impl Fate {
    /// What happens, and how many hours after the organization came.
    pub fn scenes(self) -> Vec<(i64, Scene)> {
        use Scene as S;
        let scenes: &[(i64, Scene)] = match self {
            // Like every partner, and then something more.
            Self::Suspended => return [Self::Active.scenes(), vec![(79 * 24, S::IsSuspended)]].concat(),
            Self::Closed => return [Self::Active.scenes(), vec![(88 * 24, S::Closes)]].concat(),
            Self::Begun => &[(0, S::Comes)],
            Self::Draft => &[(0, S::Comes), (1, S::FillsIn)],
            Self::Unverified => &[(0, S::Comes), (1, S::FillsIn), (2, S::Enrolls)],
            Self::InReview => &[(0, S::Comes), (1, S::FillsIn), (2, S::Enrolls), (20, S::Confirms)],
            Self::Asked => &[
                (0, S::Comes),
                (1, S::FillsIn),
                (2, S::Enrolls),
                (6, S::Confirms),
                (70, S::IsAsked),
            ],
            Self::Active => &[
                (0, S::Comes),
                (1, S::FillsIn),
                (2, S::Enrolls),
                (5, S::Confirms),
                (30, S::IsAsked),
                (52, S::Answers),
                (75, S::IsChecked),
                (76, S::IsApproved),
                (100, S::AddsPeople),
            ],
            Self::Shortcut => &[
                (0, S::Comes),
                (3, S::TakesShortcut),
                (30, S::AddsPeople),
                (44 * 24, S::AsksForName),
            ],
            Self::Rejected => &[
                (0, S::Comes),
                (1, S::FillsIn),
                (2, S::Enrolls),
                (9, S::Confirms),
                (96, S::IsRejected),
            ],
            Self::Disowned => &[
                (0, S::Comes),
                (1, S::FillsIn),
                (2, S::Enrolls),
                (30, S::IsDisowned),
            ],
            Self::Withdrawn => &[
                (0, S::Comes),
                (1, S::FillsIn),
                (2, S::Enrolls),
                (8, S::Confirms),
                (50, S::Withdraws),
            ],
            Self::Abandoned => &[
                (0, S::Comes),
                (1, S::FillsIn),
                (2, S::Enrolls),
                (91 * 24, S::IsAbandoned),
            ],
        };
        scenes.to_vec()
    }
}

/// Whether the organization or its contact acts.
pub const fn applies(scene: Scene) -> bool {
    matches!(
        scene,
        Scene::FillsIn
            | Scene::Enrolls
            | Scene::Confirms
            | Scene::IsDisowned
            | Scene::Answers
            | Scene::Withdraws
            | Scene::TakesShortcut
    )
}
