using System.Security.Cryptography.X509Certificates;
using System.Text;
using KubeSharp.Client.Configuration;

namespace KubeSharp.Client.Http;

/// <summary>The client certificate of a user. Files are read again when they change, so that new connections use a renewed one.</summary>
internal sealed class ClientCertificateSource(KubeConfigUser user) : IDisposable
{
    private readonly Lock _gate = new();
    private X509Certificate2? _certificate;
    private DateTime _stamp;

    public bool Exists =>
        (user.ClientCertificateData is not null || user.ClientCertificate.Length > 0)
        && (user.ClientKeyData is not null || user.ClientKey.Length > 0);

    public bool IsRenewable => user.ClientCertificateData is null && user.ClientCertificate.Length > 0;

    /// <exception cref="KubeConfigException">It cannot be read.</exception>
    public X509Certificate2? Current()
    {
        if (!Exists)
        {
            return null;
        }

        lock (_gate)
        {
            try
            {
                var stamp = IsRenewable ? File.GetLastWriteTimeUtc(user.ClientCertificate) : default;
                if (_certificate is null || stamp != _stamp)
                {
                    _certificate = Load();
                    _stamp = stamp;
                }

                return _certificate;
            }
            catch (Exception invalid) when (invalid is IOException or UnauthorizedAccessException or System.Security.Cryptography.CryptographicException)
            {
                return _certificate
                    ?? throw new KubeConfigException($"The client certificate of user \"{user.Name}\" cannot be used: {invalid.Message}", invalid);
            }
        }
    }

    public void Dispose() => _certificate?.Dispose();

    private X509Certificate2 Load() => X509Certificate2.CreateFromPem(
        Pem(user.ClientCertificateData, user.ClientCertificate),
        Pem(user.ClientKeyData, user.ClientKey));

    private static string Pem(byte[]? data, string file) => data is null ? File.ReadAllText(file) : Encoding.ASCII.GetString(data);
}
