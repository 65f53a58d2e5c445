using System.Net.Security;
using System.Runtime.Versioning;
using System.Security.Authentication;

namespace KubeSharp.Serving;

/// <summary>--tls-min-version and --tls-cipher-suites of a server. Without them the system decides.</summary>
public sealed record TlsLimits
{
    private const SslProtocols Modern = SslProtocols.Tls12 | SslProtocols.Tls13;

    /// <summary>None leaves it to the system.</summary>
    public SslProtocols Versions { get; init; }

    /// <summary>Empty leaves it to the system. TLS 1.3 has suites of its own, which are always there.</summary>
    public IReadOnlyList<TlsCipherSuite> CipherSuites { get; init; } = [];

    /// <param name="minVersion">VersionTLS12 or VersionTLS13; "" for no limit.</param>
    /// <param name="cipherSuites">IANA's names.</param>
    /// <exception cref="ArgumentException">One of them is unknown.</exception>
    public static TlsLimits Parse(string minVersion, IReadOnlyList<string> cipherSuites) => new()
    {
        Versions = minVersion switch
        {
            "" => SslProtocols.None,

            // The older ones are not spoken at all (RFC 8996).
            "VersionTLS10" or "VersionTLS11" or "VersionTLS12" => Modern,
            "VersionTLS13" => SslProtocols.Tls13,
            _ => throw new ArgumentException($"unknown tls version \"{minVersion}\""),
        },
        CipherSuites =
        [
            .. cipherSuites.Select(name => Enum.TryParse<TlsCipherSuite>(name, out var suite) && suite.ToString() == name
                ? suite
                : throw new ArgumentException($"Cipher suite {name} not supported or doesn't exist")),
        ],
    };

    /// <summary>Limits a handshake.</summary>
    public void ApplyTo(SslServerAuthenticationOptions tls)
    {
        if (Versions != SslProtocols.None)
        {
            tls.EnabledSslProtocols = Versions;
        }

        if (CipherSuites.Count > 0 && OperatingSystem.IsLinux())
        {
            tls.CipherSuitesPolicy = Policy();
        }
    }

    [SupportedOSPlatform("linux")]
    private CipherSuitesPolicy Policy() => new(CipherSuites.Concat(
        [TlsCipherSuite.TLS_AES_128_GCM_SHA256, TlsCipherSuite.TLS_AES_256_GCM_SHA384, TlsCipherSuite.TLS_CHACHA20_POLY1305_SHA256]));
}
