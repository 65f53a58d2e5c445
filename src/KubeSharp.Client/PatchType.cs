namespace KubeSharp.Client;

/// <summary>The media types of patches.</summary>
public static class PatchType
{
    /// <summary>RFC 6902.</summary>
    public const string Json = "application/json-patch+json";

    /// <summary>RFC 7386.</summary>
    public const string Merge = "application/merge-patch+json";

    /// <summary>Merge by the patch strategies and merge keys of the schema.</summary>
    public const string Strategic = "application/strategic-merge-patch+json";

    /// <summary>Server-side apply, the body being YAML or JSON.</summary>
    public const string Apply = "application/apply-patch+yaml";
}
