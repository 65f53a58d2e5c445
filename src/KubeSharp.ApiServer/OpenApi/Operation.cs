using KubeSharp.Api;

namespace KubeSharp.ApiServer.OpenApi;

/// <summary>One operation of a path.</summary>
/// <param name="Method">The HTTP method in lower case.</param>
/// <param name="Verb">The first word of the operation's name: list, create, replace …</param>
/// <param name="Action">As x-kubernetes-action has it: list, post, put …</param>
/// <param name="Kind">The kind it is about.</param>
internal sealed record Operation(string Method, string Verb, string Action, ApiTypeName Kind)
{
    /// <summary>The last words of the operation's name.</summary>
    public string NameSuffix { get; init; } = "";

    /// <summary>The model of the body; null if it has none.</summary>
    public string? Body { get; init; }

    public bool BodyIsOptional { get; init; }

    /// <summary>The model of the answer; null if it is text.</summary>
    public string? Answer { get; init; }

    /// <summary>The answer may also say that something was created, or that it will be done.</summary>
    public IReadOnlyList<int> OtherCodes { get; init; } = [];

    public IReadOnlyList<QueryParameter> Query { get; init; } = [];

    public bool IsStream { get; init; }

    public bool IsDeprecated { get; init; }

    /// <summary>A patch may be a strategic merge patch. Clients look here before they send one.</summary>
    public bool HasMergeKeys { get; init; } = true;
}
