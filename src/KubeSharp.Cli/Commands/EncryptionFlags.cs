using System.CommandLine;
using KubeSharp.ApiServer.Encryption;

namespace KubeSharp.Cli.Commands;

/// <summary>The flags of encryption at rest, named as upstream's.</summary>
internal sealed class EncryptionFlags(FlagSet set)
{
    private readonly Option<string> _config = set.Text("--encryption-provider-config", "File of an EncryptionConfiguration: how resources are encrypted in the store");
    private readonly Option<bool> _reload = set.Switch("--encryption-provider-config-automatic-reload", "Read that file again when it changes", false);

    public EncryptionOptions Read(ParseResult result) => new()
    {
        ProviderConfig = FlagValues.FullPath(result.GetRequiredValue(_config)),
        AutomaticReload = result.GetValue(_reload),
    };
}
