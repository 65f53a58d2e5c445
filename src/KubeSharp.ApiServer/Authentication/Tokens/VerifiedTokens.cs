using System.Collections.Concurrent;

namespace KubeSharp.ApiServer.Authentication.Tokens;

/// <summary>Tokens seen lately. Bounded: when full, the expired ones go first, then all.</summary>
internal sealed class VerifiedTokens(TimeProvider time)
{
    private const int Capacity = 8192;

    private readonly ConcurrentDictionary<string, VerifiedToken> _tokens = new(StringComparer.Ordinal);

    public VerifiedToken? Find(string token) => _tokens.GetValueOrDefault(token);

    public void Add(string token, VerifiedToken verified)
    {
        if (_tokens.Count >= Capacity)
        {
            Shrink();
        }

        _tokens[token] = verified;
    }

    private void Shrink()
    {
        var now = time.GetUtcNow();
        foreach (var (token, verified) in _tokens)
        {
            if (verified.Claims.ExpiresAt <= now)
            {
                _tokens.TryRemove(token, out _);
            }
        }

        if (_tokens.Count >= Capacity)
        {
            _tokens.Clear();
        }
    }
}
