namespace KubeSharp.Api;

/// <summary>A subresource such as <c>pods/status</c>; its kind may be of another group than the resource.</summary>
public sealed record ApiSubresource
{
    public required string Name { get; init; }
    public required string Group { get; init; }
    public required string Version { get; init; }
    public required string Kind { get; init; }
    public ApiList<string> Verbs { get; init; }
    public ApiType? Type { get; init; }
}
