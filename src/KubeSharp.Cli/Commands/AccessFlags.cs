using System.CommandLine;
using KubeSharp.Cli.Cluster;

namespace KubeSharp.Cli.Commands;

/// <summary>The flags of authentication, authorization, auditing and encryption, which the API server alone and a whole cluster have in common.</summary>
internal sealed class AccessFlags(FlagSet set)
{
    private readonly AuthenticationFlags _authentication = new(set);
    private readonly AuthorizationFlags _authorization = new(set);
    private readonly AuditFlags _audit = new(set);
    private readonly EncryptionFlags _encryption = new(set);

    /// <exception cref="UserException">A flag cannot be used.</exception>
    public AccessSettings Read(ParseResult result) =>
        _authorization.Read(result, _authentication.Read(result)) with
        {
            Audit = _audit.Read(result),
            Encryption = _encryption.Read(result),
        };
}
