namespace KubeSharp.Api;

/// <summary>
/// The base of every generated record. Records are immutable: readers of the codecs fill the internal fields of a fresh
/// instance, nobody else writes them.
/// </summary>
public abstract record ApiStruct
{
    public sealed override string ToString() => GetType().Name;
}
