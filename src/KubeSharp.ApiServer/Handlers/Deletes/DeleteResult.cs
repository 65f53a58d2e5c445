using KubeSharp.Api;
using KubeSharp.ApiServer.Cache;

namespace KubeSharp.ApiServer.Handlers.Deletes;

/// <summary>What a delete answers: the object that is on its way out, or a Status.</summary>
/// <param name="Entry">The marked object as it was stored; null where <paramref name="Value"/> is not stored.</param>
internal readonly record struct DeleteResult(ApiKind Value, Entry? Entry, bool Removed);
