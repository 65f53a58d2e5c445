namespace KubeSharp.ApiServer.Cache;

/// <summary>Which state a read wants.</summary>
public readonly record struct ListAt
{
    private ListAt(Kind match, long revision) => (Match, Revision) = (match, revision);

    internal enum Kind
    {
        Latest,
        Any,
        NotOlder,
        Exact,
    }

    /// <summary>Everything written before the read began (resourceVersion unset).</summary>
    public static ListAt Latest => default;

    /// <summary>Whatever the cache has (resourceVersion=0).</summary>
    public static ListAt Any => new(Kind.Any, 0);

    internal Kind Match { get; }

    internal long Revision { get; }

    /// <summary>At least this revision.</summary>
    public static ListAt NotOlderThan(long revision) => new(Kind.NotOlder, revision);

    /// <summary>Exactly this revision (resourceVersionMatch=Exact, and continue tokens).</summary>
    public static ListAt Exactly(long revision) => new(Kind.Exact, revision);
}
