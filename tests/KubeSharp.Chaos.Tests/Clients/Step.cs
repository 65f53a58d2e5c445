namespace KubeSharp.Chaos.Tests.Clients;

/// <summary>One version of an object, or its deletion.</summary>
/// <param name="Key">The object's name.</param>
/// <param name="Revision">The resource version that it came with.</param>
/// <param name="Count">0 at first, then one more than before; <see cref="Deleted"/> at the end.</param>
/// <param name="Attempt">Which try of which writer made it; empty for a deletion.</param>
internal sealed record Step(string Key, long Revision, long Count, string Attempt)
{
    public const long Deleted = -1;

    public bool IsDeletion => Count == Deleted;

    public static Step Deletion(string key, long revision) => new(key, revision, Deleted, "");
}
