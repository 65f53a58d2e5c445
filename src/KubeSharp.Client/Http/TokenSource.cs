using KubeSharp.Client.Configuration;

namespace KubeSharp.Client.Http;

/// <summary>The bearer token of a user. A file is read again every 10 s at most, because tokens in files are rotated.</summary>
internal sealed class TokenSource(KubeConfigUser user, TimeProvider time) : IBearerTokens
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private string _token = user.Token;
    private long _readAt;
    private bool _read;

    public ValueTask<string> GetAsync(CancellationToken cancellationToken) => new(Current());

    /// <summary>A token of a kubeconfig cannot be had anew.</summary>
    public bool Drop(string token) => false;

    /// <summary>Empty if the user has none.</summary>
    private string Current()
    {
        if (user.TokenFile.Length == 0 || user.Token.Length > 0)
        {
            return user.Token;
        }

        lock (_gate)
        {
            if (!_read || time.GetElapsedTime(_readAt) > Fresh)
            {
                try
                {
                    _token = File.ReadAllText(user.TokenFile).Trim();
                }
                catch (IOException) when (_read)
                {
                    // In the middle of a rotation: the old one is good for a while.
                }

                _read = true;
                _readAt = time.GetTimestamp();
            }

            return _token;
        }
    }
}
