namespace KubeSharp.ApiServer.Admission.Images;

/// <summary>Configuration of ImagePolicyWebhook.</summary>
internal sealed record ImagePolicyOptions
{
    public required string KubeConfigFile { get; init; }

    /// <summary>How long a yes holds.</summary>
    public TimeSpan AllowTtl { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a no holds.</summary>
    public TimeSpan DenyTtl { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Before the second attempt.</summary>
    public TimeSpan RetryBackoff { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Pods are let in when the webhook does not answer.</summary>
    public bool DefaultAllow { get; init; }
}
