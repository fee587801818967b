//! From where a request comes: the peer, or the rightmost address in `X-Forwarded-For` that isn't a configured proxy (A.5). What a
//! client writes there itself stands further left and is never looked at.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use actix_web::HttpRequest;

/// The proxies whose word is taken: addresses and networks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TrustedProxies(Vec<Network>);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Network {
    address: IpAddr,
    bits: u8,
}

impl TrustedProxies {
    /// Reads addresses and networks, `127.0.0.1, 10.0.0.0/8, fd00::/8`; the error names the one that isn't.
    pub fn parse(text: &str) -> Result<Self, String> {
        text.split([',', ' '])
            .filter(|item| !item.is_empty())
            .map(|item| Network::parse(item).ok_or_else(|| item.to_owned()))
            .collect::<Result<_, _>>()
            .map(Self)
    }

    fn trusts(&self, ip: IpAddr) -> bool {
        self.0.iter().any(|network| network.holds(ip))
    }
}

impl Network {
    fn parse(text: &str) -> Option<Self> {
        let (address, bits) = match text.split_once('/') {
            Some((address, bits)) => (address, Some(bits.parse::<u8>().ok()?)),
            None => (text, None),
        };
        let address: IpAddr = address.parse().ok()?;
        let most = if address.is_ipv4() { 32 } else { 128 };
        let bits = bits.unwrap_or(most);
        (bits <= most).then_some(Self { address, bits })
    }

    fn holds(&self, ip: IpAddr) -> bool {
        let differs = match (self.address, ip) {
            (IpAddr::V4(a), IpAddr::V4(b)) => u128::from(a.to_bits() ^ b.to_bits()) << 96,
            (IpAddr::V6(a), IpAddr::V6(b)) => a.to_bits() ^ b.to_bits(),
            _ => return false,
        };
        differs.leading_zeros() >= u32::from(self.bits)
    }
}

/// The client's address.
#[must_use]
pub fn address(req: &HttpRequest, proxies: &TrustedProxies) -> Option<IpAddr> {
    let peer = req.peer_addr()?.ip().to_canonical();
    let forwarded: Vec<&str> = req
        .headers()
        .get_all("x-forwarded-for")
        .filter_map(|v| v.to_str().ok())
        .flat_map(|v| v.split(','))
        .collect();
    Some(client(peer, &forwarded, proxies))
}

fn client(peer: IpAddr, forwarded: &[&str], proxies: &TrustedProxies) -> IpAddr {
    let mut nearest = peer;
    for text in forwarded.iter().rev() {
        if !proxies.trusts(nearest) {
            break;
        }
        match read(text.trim()) {
            Some(next) => nearest = next,
            // A proxy of ours wrote what can't be read: what stands further left is anybody's.
            None => break,
        }
    }
    nearest
}

fn read(text: &str) -> Option<IpAddr> {
    let bare = text.trim_start_matches('[').trim_end_matches(']');
    let ip = bare
        .parse::<IpAddr>()
        .ok()
        .or_else(|| text.parse::<SocketAddr>().ok().map(|a| a.ip()))?;
    Some(ip.to_canonical())
}

/// What throttles count by: an IPv4 address, or the /64 that one household has of IPv6.
#[must_use]
pub fn throttle_key(ip: IpAddr) -> IpAddr {
    match ip.to_canonical() {
        IpAddr::V6(v6) => IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() & !u128::from(u64::MAX))),
        v4 => v4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn only_configured_proxies_may_say_for_whom_they_speak() {
        let proxies = TrustedProxies::parse("10.0.0.0/8, 127.0.0.1 fd00::/8").unwrap();
        for (peer, forwarded, expected) in [
            ("203.0.113.9", vec!["198.51.100.1"], "203.0.113.9"),
            ("10.1.2.3", vec![], "10.1.2.3"),
            ("10.1.2.3", vec!["198.51.100.1"], "198.51.100.1"),
            // A client's own header stands left of what the proxy adds.
            ("10.1.2.3", vec!["1.1.1.1", "198.51.100.1"], "198.51.100.1"),
            ("10.1.2.3", vec!["198.51.100.1", "127.0.0.1"], "198.51.100.1"),
            ("10.1.2.3", vec!["198.51.100.1:4711"], "198.51.100.1"),
            ("fd00::1", vec!["[2001:db8::5]:443"], "2001:db8::5"),
            ("10.1.2.3", vec!["198.51.100.1", "unknown"], "10.1.2.3"),
            ("127.0.0.1", vec!["::ffff:198.51.100.7"], "198.51.100.7"),
        ] {
            assert_eq!(
                client(ip(peer), &forwarded, &proxies),
                ip(expected),
                "{peer} {forwarded:?}"
            );
        }
    }

    #[test]
    fn networks_are_read_or_named() {
        assert!(TrustedProxies::parse("").unwrap().0.is_empty());
        assert_eq!(
            TrustedProxies::parse("10.0.0.0/33"),
            Err("10.0.0.0/33".to_owned())
        );
        assert_eq!(TrustedProxies::parse("127.0.0.1, proxy"), Err("proxy".to_owned()));
        let all = TrustedProxies::parse("0.0.0.0/0").unwrap();
        assert!(all.trusts(ip("8.8.8.8")) && !all.trusts(ip("::1")));
    }

    #[test]
    fn a_household_of_ipv6_is_one() {
        assert_eq!(throttle_key(ip("2001:db8:1:2:3::4")), ip("2001:db8:1:2::"));
        assert_eq!(throttle_key(ip("::ffff:192.0.2.1")), ip("192.0.2.1"));
    }
}
