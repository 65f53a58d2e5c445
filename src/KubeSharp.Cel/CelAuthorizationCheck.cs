namespace KubeSharp.Cel;

/// <summary>What an expression asks an authorizer.</summary>
public sealed record CelAuthorizationCheck
{
    /// <summary>Namespace and name of the service account that is asked about; null: the user of the request.</summary>
    public (string Namespace, string Name)? ServiceAccount { get; init; }

    public string Verb { get; init; } = "";

    /// <summary>Null for checks of resources.</summary>
    public string? Path { get; init; }

    public string Group { get; init; } = "";

    public string Resource { get; init; } = "";

    public string Subresource { get; init; } = "";

    public string Namespace { get; init; } = "";

    public string Name { get; init; } = "";

    public string FieldSelector { get; init; } = "";

    public string LabelSelector { get; init; } = "";
}
