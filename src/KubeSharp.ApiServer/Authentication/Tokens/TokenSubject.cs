namespace KubeSharp.ApiServer.Authentication.Tokens;

/// <summary>Whom a token is for, and the object whose end is its end.</summary>
internal sealed record TokenSubject(string Namespace, BoundReference ServiceAccount)
{
    public BoundReference? Pod { get; init; }

    public BoundReference? Secret { get; init; }

    public BoundReference? Node { get; init; }
}
