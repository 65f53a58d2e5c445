namespace KubeSharp.Client.Configuration;

/// <summary>A user of a kubeconfig: how to prove who one is. Data wins over the file of the same meaning.</summary>
public sealed record KubeConfigUser(string Name)
{
    public string ClientCertificate { get; init; } = "";

    /// <summary>PEM.</summary>
    public byte[]? ClientCertificateData { get; init; }

    public string ClientKey { get; init; } = "";

    /// <summary>PEM.</summary>
    public byte[]? ClientKeyData { get; init; }

    public string Token { get; init; } = "";

    /// <summary>Read anew from time to time, since such tokens are rotated.</summary>
    public string TokenFile { get; init; } = "";

    public string Username { get; init; } = "";

    public string Password { get; init; } = "";

    /// <summary>The entry asks for a credential plugin (<c>exec</c> or <c>auth-provider</c>).</summary>
    public bool UsesPlugin { get; init; }
}
