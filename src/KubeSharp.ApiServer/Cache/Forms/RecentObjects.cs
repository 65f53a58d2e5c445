using KubeSharp.Api;

namespace KubeSharp.ApiServer.Cache.Forms;

/// <summary>
/// Holds the last few objects, so that a new one is still there when its watchers come for it a moment later. Overwriting without
/// a lock is enough: which ones are held does not matter.
/// </summary>
internal sealed class RecentObjects
{
    private readonly ApiObject?[] _objects = new ApiObject?[32];
    private int _next;

    public void Keep(ApiObject value) => _objects[(uint)Interlocked.Increment(ref _next) % _objects.Length] = value;

    public void Clear() => Array.Clear(_objects);
}
