namespace KubeSharp.Storage;

/// <summary>
/// A range of keys, as etcd writes it: the single key <see cref="Start"/> if <see cref="End"/> is null, everything from
/// Start on if End is <see cref="Unbounded"/>, and Start ≤ key &lt; End otherwise.
/// </summary>
public readonly record struct KeyRange
{
    /// <summary>The <see cref="End"/> that stands for "no upper bound".</summary>
    public const string Unbounded = "\0";

    private KeyRange(string start, string? end)
    {
        ArgumentException.ThrowIfNullOrEmpty(start);
        (Start, End) = (start, end);
    }

    public string Start { get; }

    public string? End { get; }

    public bool IsSingle => End is null;

    /// <summary>Every key.</summary>
    public static KeyRange All => new("\0", Unbounded);

    public static KeyRange Single(string key) => new(key, null);

    /// <summary>From <paramref name="start"/> inclusive to <paramref name="end"/> exclusive.</summary>
    public static KeyRange Between(string start, string end)
    {
        ArgumentException.ThrowIfNullOrEmpty(end);
        return new KeyRange(start, end);
    }

    /// <summary>All keys that begin with <paramref name="prefix"/>, the prefix itself included.</summary>
    public static KeyRange Prefix(string prefix) => new(prefix, PrefixEnd(prefix));

    /// <summary>
    /// The first key behind all keys with a prefix whose last character is ASCII below DEL, which is what
    /// Kubernetes uses ("/registry/pods/" → "/registry/pods0").
    /// </summary>
    public static string PrefixEnd(string prefix)
    {
        ArgumentException.ThrowIfNullOrEmpty(prefix);
        char last = prefix[^1];
        if (last >= '\x7e')
        {
            throw new ArgumentException("A prefix has to end in a printable ASCII character.", nameof(prefix));
        }

        return string.Concat(prefix.AsSpan(0, prefix.Length - 1), [(char)(last + 1)]);
    }

    public bool Contains(string key) =>
        End is null ? string.Equals(key, Start, StringComparison.Ordinal)
        : KeyOrder.Compare(key, Start) >= 0 && (End == Unbounded || KeyOrder.Compare(key, End) < 0);
}
