using System.Security.Cryptography;

namespace KubeSharp.ApiServer.Pki;

/// <summary>What is to stand in a leaf certificate.</summary>
internal sealed record CertificateProfile(string CommonName)
{
    private static readonly Oid ServerAuth = new("1.3.6.1.5.5.7.3.1");
    private static readonly Oid ClientAuth = new("1.3.6.1.5.5.7.3.2");

    public IReadOnlyList<string> Organizations { get; init; } = [];

    public SubjectNames Names { get; init; } = SubjectNames.None;

    public IReadOnlyList<Oid> Usages { get; init; } = [];

    public static CertificateProfile Client(string user, params IReadOnlyList<string> groups) =>
        new(user) { Organizations = groups, Usages = [ClientAuth] };

    public static CertificateProfile Server(string name, SubjectNames names, params IReadOnlyList<string> groups) =>
        new(name) { Organizations = groups, Names = names, Usages = [ServerAuth] };
}
