using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using KubeSharp.Client.Configuration;

namespace KubeSharp.Client.Http;

/// <summary>What a user of a kubeconfig shows to a server that is not an API server. Files are read again when they change.</summary>
public sealed class UserCredentials(KubeConfigUser user, TimeProvider time) : IDisposable
{
    private readonly TokenSource _tokens = new(user, time);

    /// <summary>The certificate to show in the handshake; null if the user has none.</summary>
    /// <exception cref="KubeConfigException">It cannot be read.</exception>
    public X509Certificate2? Certificate => Certificates.Current();

    public bool HasCertificate => Certificates.Exists;

    internal ClientCertificateSource Certificates { get; } = new(user);

    /// <summary>The token, else name and password; null if the user has neither.</summary>
    public async ValueTask<AuthenticationHeaderValue?> AuthorizationAsync(CancellationToken cancellationToken)
    {
        var token = await _tokens.GetAsync(cancellationToken).ConfigureAwait(false);
        if (token.Length > 0)
        {
            return new AuthenticationHeaderValue("Bearer", token);
        }

        return user.Username.Length > 0
            ? new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user.Username}:{user.Password}")))
            : null;
    }

    public void Dispose() => Certificates.Dispose();
}
