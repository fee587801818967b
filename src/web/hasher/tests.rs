use argon2::password_hash::PasswordHasher as _;

use super::*;

fn hasher(settings: &PasswordSettings, keys: &[u8]) -> Hasher {
    let ring = KeyRing::new(keys.iter().map(|k| vec![*k; 32]).collect()).expect("long keys");
    Hasher::new(ring, settings).expect("good settings")
}

fn light() -> PasswordSettings {
    PasswordSettings {
        memory_kib: 64,
        passes: 1,
        ..PasswordSettings::default()
    }
}

#[actix_web::test]
async fn a_password_is_known_again_and_no_other() {
    let hasher = hasher(&light(), &[1]);
    let stored = hasher.hash("correct horse battery").await.expect("hashed");
    assert_eq!(
        hasher
            .verify("correct horse battery", Some(stored.clone()))
            .await
            .expect("checked"),
        Checked::Right
    );
    assert_eq!(
        hasher
            .verify("wrong horse battery", Some(stored))
            .await
            .expect("checked"),
        Checked::Wrong
    );
    assert_eq!(
        hasher.verify("nobody's password", None).await.expect("checked"),
        Checked::Wrong
    );
}

#[test]
fn a_stored_hash_is_what_every_argon2_reads() {
    use argon2::PasswordVerifier as _;
    let hasher = hasher(&light(), &[1]);
    let stored = hasher.hash_now(b"correct horse battery").expect("hashed");
    let pepper = hasher.keys.derived(Purpose::Pepper);
    let params = Params::new(64, 1, 1, None).expect("good parameters");
    let other = Argon2::new_with_secret(&*pepper, Algorithm::Argon2id, Version::V0x13, params)
        .expect("a short secret");
    let known = PasswordHash::new(&stored.phc).expect("PHC text");
    assert!(
        stored.phc.starts_with("$argon2id$v=19$m=64,t=1,p=1$"),
        "{}",
        stored.phc
    );
    assert!(other.verify_password(b"correct horse battery", &known).is_ok());
    assert!(other.verify_password(b"wrong horse battery", &known).is_err());
}

#[actix_web::test]
async fn a_weaker_hash_or_an_older_key_is_replaced_at_sign_in() {
    let old = hasher(&light(), &[1])
        .hash("correct horse battery")
        .await
        .expect("hashed");
    let stronger = hasher(&PasswordSettings { passes: 2, ..light() }, &[1]);
    assert!(matches!(
        stronger.verify("correct horse battery", Some(old.clone())).await,
        Ok(Checked::RightButRehash(_))
    ));
    let rotated = hasher(&light(), &[2, 1]);
    assert!(matches!(
        rotated.verify("correct horse battery", Some(old.clone())).await,
        Ok(Checked::RightButRehash(_))
    ));
    let retired = hasher(&light(), &[2]);
    assert_eq!(
        retired
            .verify("correct horse battery", Some(old))
            .await
            .expect("checked"),
        Checked::Wrong
    );
}

#[actix_web::test]
async fn a_hash_made_in_bulk_or_elsewhere_is_checked_and_replaced() {
    let hasher = hasher(
        &PasswordSettings {
            memory_kib: 2_048,
            ..light()
        },
        &[1],
    );
    let file = || vec![("kim".to_owned(), zeroize::Zeroizing::new("secret".to_owned()))];
    let first = hasher.hash_bulk(file()).await.expect("hashed");
    assert_eq!(
        first,
        hasher.hash_bulk_now(&file(), &|| ()).expect("hashed"),
        "a repeated import knows what it wrote"
    );
    let bulk = first["kim"][0].clone();
    let foreign = Stored {
        phc: Argon2::default()
            .hash_password_with_salt(b"secret", b"sixteen bytes...")
            .expect("hashed")
            .to_string(),
        key_id: String::new(),
    };
    for stored in [bulk, foreign] {
        assert!(matches!(
            hasher.verify("secret", Some(stored.clone())).await,
            Ok(Checked::RightButRehash(_))
        ));
        assert_eq!(
            hasher.verify("Secret", Some(stored)).await.expect("checked"),
            Checked::Wrong
        );
    }
    let memory = hasher.memory.free.lock().expect("nobody panicked");
    assert_eq!(
        memory.iter().map(Vec::len).collect::<Vec<_>>(),
        [2_048],
        "what a costlier hash from elsewhere took is given back"
    );
}

#[actix_web::test]
async fn who_finds_the_line_full_is_told_at_once() {
    let hasher = hasher(
        &PasswordSettings {
            at_once: 1,
            queue: 0,
            ..light()
        },
        &[1],
    );
    let _busy = hasher.line.clone().try_acquire_owned().expect("the only place");
    assert!(matches!(hasher.hash("x").await, Err(AppError::Unavailable(_))));
}

#[actix_web::test]
async fn no_more_hash_at_once_than_there_are_permits() {
    use std::sync::atomic::{AtomicUsize, Ordering};
    let hasher = hasher(
        &PasswordSettings {
            at_once: 2,
            queue: 64,
            ..light()
        },
        &[1],
    );
    let (now, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let work = || {
        let (this, now, most) = (hasher.clone(), now.clone(), most.clone());
        let hash = hasher.clone();
        async move {
            this.in_turn(move || {
                most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                let made = hash.hash_now(b"a password");
                now.fetch_sub(1, Ordering::SeqCst);
                made
            })
            .await
        }
    };
    let done = futures_util::future::join_all((0..66).map(|_| work())).await;
    assert!(done.iter().all(Result::is_ok), "all in the line had their turn");
    assert!(most.load(Ordering::SeqCst) <= 2, "{most:?} at once");
    assert_eq!(hasher.gate.available_permits(), 2, "every permit is back");
    assert_eq!(hasher.line.available_permits(), 66);
    let memory = hasher.memory.free.lock().expect("nobody panicked").len();
    assert!(
        (1..=2).contains(&memory),
        "{memory} pieces of memory for all of them"
    );
}
