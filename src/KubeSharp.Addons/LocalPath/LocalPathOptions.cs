namespace KubeSharp.Addons.LocalPath;

/// <summary>Options of <see cref="LocalPathProvisioner"/>.</summary>
public sealed record LocalPathOptions
{
    /// <summary>The node that this instance serves: it makes the volumes of pods that are to run there.</summary>
    public required string NodeName { get; init; }

    /// <summary>Where the volumes lie, one directory each. It has to be below the same path for the kubelet.</summary>
    public required string Directory { get; init; }

    /// <summary>The class that volumes are asked for by; it is made as the default class where there is none of this name.</summary>
    public string StorageClassName { get; init; } = "local-path";
}
