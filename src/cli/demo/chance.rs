//! Chance that comes out the same for the same seed (SplitMix64), and the password that it makes.

use crate::kernel::password;

/// Words that no name of the demonstration has.
const WORDS: &[&str] = &[
    "anchor", "apricot", "barley", "beacon", "blanket", "bramble", "candle", "canyon", "carpet", "cobalt",
    "compass", "cricket", "dolphin", "drizzle", "ember", "feather", "ferry", "fiddle", "flannel", "garnet",
    "ginger", "glacier", "gravel", "hammock", "hazel", "helmet", "indigo", "jigsaw", "juniper", "kettle",
    "ladder", "lantern", "lemon", "lichen", "magnet", "mango", "marble", "meadow", "mitten", "mosaic",
    "nutmeg", "oyster", "paddle", "papaya", "parsley", "pebble", "pepper", "pigeon", "pillow", "puddle",
    "quartz", "raisin", "ribbon", "saddle", "saffron", "sandal", "shovel", "sparrow", "spindle", "sunrise",
    "tangle", "teapot", "thimble", "thunder", "timber", "trolley", "tulip", "turnip", "umbrella", "velvet",
    "violin", "walnut", "whistle", "willow", "window", "yonder", "zipper",
];

/// A row of numbers that is the same for the same seed.
pub struct Chance(u64);

impl Chance {
    /// The row of a seed.
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number from 0 to below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^= z >> 31;
        usize::try_from(z % (end.max(1) as u64)).unwrap_or(0)
    }

    /// The same things in another order.
    pub fn shuffled<T: Copy>(&mut self, things: &[T]) -> Vec<T> {
        let mut mixed = things.to_vec();
        for i in (1..mixed.len()).rev() {
            mixed.swap(i, self.below(i + 1));
        }
        mixed
    }

    /// Five words that meet the rules of passwords (A.3); `known` is what a guesser knows of whoever has it.
    pub fn password(&mut self, known: &[&str]) -> String {
        loop {
            let words = &self.shuffled(WORDS)[..5];
            if let Ok(good) = password::check(&words.join("-"), known) {
                return good;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_data_and_another_seed_other_data() {
        let made = |seed| {
            let mut chance = Chance::new(seed);
            (
                chance.password(&["Tandem"]),
                chance.shuffled(&[1, 2, 3, 4, 5, 6, 7, 8]),
            )
        };
        assert_eq!(made(7), made(7));
        assert_ne!(made(7), made(8));
    }
}
