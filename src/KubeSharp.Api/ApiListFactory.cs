using System.ComponentModel;

namespace KubeSharp.Api;

/// <summary>What collection expressions call.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ApiListFactory
{
    public static ApiList<T> Create<T>(ReadOnlySpan<T> items) => new(items.ToArray());
}
