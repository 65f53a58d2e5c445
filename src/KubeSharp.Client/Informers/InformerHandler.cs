using KubeSharp.Api;

namespace KubeSharp.Client.Informers;

/// <summary>
/// What to do about changes. An informer calls all its handlers in order, one event at a time, after the store has changed: they
/// compute keys and enqueue, and never wait.
/// </summary>
public sealed class InformerHandler<T>
    where T : ApiObject
{
    public Action<T>? Added { get; init; }

    /// <summary>Called with the object before and after. The versions differ.</summary>
    public Action<T, T>? Updated { get; init; }

    /// <summary>Called with the last state known, which may be older than the one that was deleted.</summary>
    public Action<T>? Deleted { get; init; }
}
