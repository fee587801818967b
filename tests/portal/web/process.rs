//! `tandem` as a process: how it starts and stops, and what it says on the command line.

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

/// A folder and a free port for a process of `tandem`.
struct Folder {
    path: PathBuf,
    port: u16,
}

impl Folder {
    fn new() -> Self {
        let port = TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap()
            .port();
        let path = std::env::temp_dir().join(format!("tandem-cli-{}-{port}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self { path, port }
    }

    fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tandem"));
        command
            .args(words)
            .env_clear()
            .env("TANDEM_LISTEN", format!("127.0.0.1:{}", self.port))
            .current_dir(&self.path);
        command
    }

    fn run(&self, words: &[&str]) -> (i32, String) {
        let Output {
            status,
            stdout,
            stderr,
        } = self.command(words).output().unwrap();
        let text = [stdout, stderr].map(|b| String::from_utf8(b).unwrap()).concat();
        (status.code().unwrap_or(-1), text)
    }

    /// Who may do what with a file.
    fn mode(&self, file: &str) -> u32 {
        let kept = std::fs::metadata(self.path.join(file)).unwrap();
        std::os::unix::fs::PermissionsExt::mode(&kept.permissions()) & 0o777
    }

    fn serve(&self) -> Child {
        self.command(&["serve"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.path);
    }
}

/// Reads a process's standard output until it says this.
fn read_until(child: &mut Child, words: &str) -> String {
    let mut said = String::new();
    let out = child.stdout.as_mut().unwrap();
    let mut byte = [0];
    while !said.contains(words) && out.read(&mut byte).unwrap() == 1 {
        said.push(char::from(byte[0]));
    }
    said
}

#[test]
fn serve_prints_a_link_for_the_first_administrator_and_stops_when_told() {
    let folder = Folder::new();
    let mut child = folder.serve();
    let said = read_until(&mut child, "Tandem 0");
    let url = format!("http://127.0.0.1:{}", folder.port);
    assert!(said.contains(&format!("{url}/welcome/")), "{said}");
    let mut files = vec![
        "data/secret.key",
        "data/tandem.db",
        "data/tandem.db-wal",
        "data/tandem.db-shm",
    ];
    files.retain(|file| folder.path.join(file).exists());
    assert!(
        files.len() > 2,
        "key, database and what stands beside it: {files:?}"
    );
    for file in files {
        assert_eq!(folder.mode(file), 0o600, "{file}");
    }
    assert_eq!(folder.mode("data"), 0o700);
    // A body that never ends: the connection is closed once its time is over, not before the answer of a quick one.
    let mut quick = TcpStream::connect(("127.0.0.1", folder.port)).unwrap();
    quick.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    quick
        .write_all(b"GET /health/ready HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        .unwrap();
    let mut answer = String::new();
    quick.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    let told = Command::new("kill")
        .args(["-TERM", &child.id().to_string()])
        .status()
        .unwrap();
    assert!(told.success());
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn a_data_folder_that_is_open_to_everybody_is_told_of_at_the_start() {
    let folder = Folder::new();
    assert_eq!(folder.run(&["migrate"]).0, 0);
    let open = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    std::fs::set_permissions(folder.path.join("data"), open).unwrap();
    let mut child = folder
        .command(&["serve"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    read_until(&mut child, "Tandem 0");
    child.kill().unwrap();
    let said = child.wait_with_output().unwrap().stderr;
    let said = String::from_utf8(said).unwrap();
    assert!(said.contains("open to everybody on this machine"), "{said}");
}

#[test]
fn a_key_that_isnt_the_databases_is_refused() {
    let folder = Folder::new();
    assert_eq!(folder.run(&["migrate"]).0, 0);
    assert_eq!(folder.run(&["audit", "verify"]).0, 0);
    std::fs::remove_file(folder.path.join("data/secret.key")).unwrap();
    let (code, said) = folder.run(&["audit", "verify"]);
    assert!(code == 2 && said.contains("secret key"), "{code} {said}");
    let other = folder
        .command(&["audit", "verify"])
        .env(
            "TANDEM_SECRET_KEY",
            "quite another secret, also long enough to do",
        )
        .output()
        .unwrap();
    assert_eq!(other.status.code(), Some(2));
}

#[test]
fn migrating_twice_is_harmless_and_wrong_usage_says_so() {
    let folder = Folder::new();
    let (code, said) = folder.run(&["migrate"]);
    assert!(code == 0 && said.contains("Migrated"), "{said}");
    let (code, said) = folder.run(&["migrate"]);
    assert!(code == 0 && said.contains("up to date"), "{said}");
    assert_eq!(folder.run(&["sing"]).0, 2);
    assert_eq!(folder.run(&["mail", "show", "nonsense"]).0, 2);
    assert_eq!(folder.run(&["--help"]).0, 0);
    let unknown = folder
        .command(&["migrate"])
        .env("TANDEM_LISTN", "x")
        .output()
        .unwrap();
    assert_eq!(unknown.status.code(), Some(2));
    let text = String::from_utf8(unknown.stderr).unwrap();
    assert_eq!(text, "tandem: TANDEM_LISTN isn’t a setting of Tandem\n");
    let (code, said) = folder.run(&[
        "operator",
        "create",
        "--name",
        "Ann Lee",
        "--email",
        "ann@portal.example",
    ]);
    assert!(code == 0 && said.contains("/welcome/"), "{said}");
    let (code, said) = folder.run(&["mail", "test", "kim@fabrikam.example"]);
    assert!(code == 0 && said.contains("No mail server is set"), "{said}");
    assert!(folder.path.join("data/mail").read_dir().unwrap().next().is_some());
    assert_eq!(folder.run(&["mail", "test", "kim"]).0, 2);
    let gone = folder
        .command(&["mail", "test", "kim@fabrikam.example"])
        .env("TANDEM_SMTP_URL", "smtp://127.0.0.1:1?tls=none")
        .output()
        .unwrap();
    assert_eq!(gone.status.code(), Some(1));
    let (code, said) = folder.run(&["doctor"]);
    assert!(code == 0 && said.contains("schema"), "{said}");
}
