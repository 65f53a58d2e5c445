using KubeSharp.Api;

namespace KubeSharp.Client;

/// <summary>One change of a watched resource.</summary>
/// <param name="Type">What happened.</param>
/// <param name="Object">The object after the change, or before it was deleted. Null for a bookmark, and for custom resources.</param>
/// <param name="ResourceVersion">The version of the object, from which a watch may be resumed.</param>
/// <param name="Body">The object's JSON, where <paramref name="Object"/> is null and it is no bookmark.</param>
/// <param name="EndsInitialEvents">On a bookmark: the state at the start of a streaming list is now complete (KEP-3157).</param>
public readonly record struct WatchEvent(
    WatchEventType Type,
    ApiObject? Object,
    string ResourceVersion,
    ReadOnlyMemory<byte> Body = default,
    bool EndsInitialEvents = false);
