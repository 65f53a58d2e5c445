using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace KubeSharp.ApiServer.Authentication.Tokens;

/// <summary>Instances of one key. An instance of <see cref="AsymmetricAlgorithm"/> may not be used by two threads at once.</summary>
internal sealed class KeyPool<TKey>(Func<TKey> import)
    where TKey : AsymmetricAlgorithm
{
    private readonly ConcurrentBag<TKey> _idle = [];

    public TKey Rent() => _idle.TryTake(out var key) ? key : import();

    public void Return(TKey key) => _idle.Add(key);
}
