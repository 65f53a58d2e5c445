using KubeSharp.Serving.Measurement;

namespace KubeSharp.Serving.Pages;

/// <summary>What a component tells about itself.</summary>
public sealed record ComponentInfo
{
    /// <summary>kube-apiserver, kube-scheduler, …</summary>
    public required string Name { get; init; }

    public required BuildInfo Build { get; init; }

    /// <summary>Its flags with the values in force, without the leading dashes.</summary>
    public IReadOnlyDictionary<string, string> Flags { get; init; } = new Dictionary<string, string>();
}
