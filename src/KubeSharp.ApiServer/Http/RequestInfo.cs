namespace KubeSharp.ApiServer.Http;

/// <summary>What the path and method of a request mean, in the words of upstream's RequestInfo.</summary>
public sealed record RequestInfo
{
    public required string Path { get; init; }

    /// <summary>API verb (get, list, watch, create, update, patch, delete, deletecollection), or the lower-case HTTP method of a non-resource request.</summary>
    public required string Verb { get; init; }

    public bool IsResourceRequest { get; init; }

    public string ApiGroup { get; init; } = "";

    public string ApiVersion { get; init; } = "";

    public string Namespace { get; init; } = "";

    public string Resource { get; init; } = "";

    public string Subresource { get; init; } = "";

    public string Name { get; init; } = "";

    /// <summary>The rest of the path behind a proxy subresource, with its leading slash; "" otherwise.</summary>
    public string SubresourcePath { get; init; } = "";
}
