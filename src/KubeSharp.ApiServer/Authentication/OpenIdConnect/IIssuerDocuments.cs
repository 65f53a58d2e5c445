namespace KubeSharp.ApiServer.Authentication.OpenIdConnect;

/// <summary>Fetches what an issuer publishes.</summary>
internal interface IIssuerDocuments
{
    /// <exception cref="HttpRequestException">It is not to be had.</exception>
    Task<byte[]> GetAsync(Uri address, CancellationToken cancellationToken);
}
