namespace KubeSharp.ApiServer.Encryption;

/// <summary>Encryption of what is stored; the names are those of upstream's flags.</summary>
public sealed record EncryptionOptions
{
    /// <summary>--encryption-provider-config; "" stores everything as it is.</summary>
    public string ProviderConfig { get; init; } = "";

    /// <summary>--encryption-provider-config-automatic-reload.</summary>
    public bool AutomaticReload { get; init; }
}
