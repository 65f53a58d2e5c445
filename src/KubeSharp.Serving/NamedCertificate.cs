using System.Security.Cryptography.X509Certificates;

namespace KubeSharp.Serving;

/// <summary>A certificate for clients that ask for certain names (RFC 6066, server name indication).</summary>
/// <param name="Certificate">With its key.</param>
/// <param name="Names">Names, or <c>*.</c> and the end of one; the certificate's own if empty.</param>
public sealed record NamedCertificate(X509Certificate2 Certificate, IReadOnlyList<string> Names)
{
    public bool Fits(string name) => Names.Count == 0
        ? Certificate.MatchesHostname(name)
        : Names.Any(own => own.StartsWith("*.", StringComparison.Ordinal)
            ? name.IndexOf('.') is > 0 and var dot && string.Equals(name[dot..], own[1..], StringComparison.OrdinalIgnoreCase)
            : string.Equals(own, name, StringComparison.OrdinalIgnoreCase));
}
