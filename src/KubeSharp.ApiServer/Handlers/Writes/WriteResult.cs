using KubeSharp.Api;
using KubeSharp.ApiServer.Cache;

namespace KubeSharp.ApiServer.Handlers.Writes;

/// <summary>What a create, update or patch answers.</summary>
/// <param name="Value">The object in its stored version.</param>
/// <param name="Entry">The object as it was stored, whose bytes are the answer; null after a dry run.</param>
/// <param name="Created">The object did not exist before (201).</param>
internal readonly record struct WriteResult(ApiObject Value, Entry? Entry, bool Created)
{
    public int StatusCode => Created ? 201 : 200;
}
