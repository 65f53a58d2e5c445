using KubeSharp.ApiServer.Authentication;
using KubeSharp.ApiServer.Authentication.Headers;
using KubeSharp.ApiServer.Authentication.Tokens;
using KubeSharp.ApiServer.Authentication.X509;
using KubeSharp.ApiServer.Cache;
using Microsoft.Extensions.Logging;

namespace KubeSharp.ApiServer.Access;

/// <summary>The authenticators that the options ask for.</summary>
internal sealed class AuthenticationAssembly
{
    public AuthenticationAssembly(AccessOptions options, IObjectLookup objects, ILoggerFactory loggerFactory, TimeProvider time)
    {
        var signer = new TokenSigner(File.ReadAllText(options.ServiceAccountSigningKeyFile));
        Keys = new TokenKeySet(
            [signer.Key, .. options.ServiceAccountKeyFiles.SelectMany(file => TokenVerificationKey.ReadPem(File.ReadAllText(file)))]);
        TokenOptions = new ServiceAccountTokenOptions
        {
            Issuers = options.ServiceAccountIssuers,
            ApiAudiences = options.ApiAudiences,
            MaxExpiration = options.ServiceAccountMaxTokenExpiration,
        };
        Issuer = new ServiceAccountTokenIssuer(TokenOptions, signer, time);
        Tokens = MakeTokens(options, objects, time);
        RequestHeaders = new RequestHeaderOptions { AllowedNames = options.RequestHeaderAllowedNames };

        var authenticators = new List<IAuthenticator>();
        if (options.RequestHeaderClientCAFile.Length > 0)
        {
            var verifier = ClientCertificateVerifier.OfPem(File.ReadAllText(options.RequestHeaderClientCAFile), time);
            authenticators.Add(new RequestHeaderAuthenticator(RequestHeaders, verifier));
        }

        if (options.ClientCAFile.Length > 0)
        {
            var verifier = ClientCertificateVerifier.OfPem(File.ReadAllText(options.ClientCAFile), time);
            authenticators.Add(new ClientCertificateAuthenticator(verifier, time));
        }

        authenticators.Add(new BearerTokenAuthenticator(Tokens, loggerFactory.CreateLogger<BearerTokenAuthenticator>()));
        Authenticator = new AuthenticationChain(authenticators, options.AnonymousAuth);
    }

    public IAuthenticator Authenticator { get; }

    public ITokenAuthenticator Tokens { get; }

    public TokenKeySet Keys { get; }

    public ServiceAccountTokenIssuer Issuer { get; }

    public ServiceAccountTokenOptions TokenOptions { get; }

    public RequestHeaderOptions RequestHeaders { get; }

    private TokenAuthenticators MakeTokens(AccessOptions options, IObjectLookup objects, TimeProvider time)
    {
        var tokens = new List<ITokenAuthenticator>();
        if (options.TokenAuthFile.Length > 0)
        {
            tokens.Add(StaticTokenFile.Parse(File.ReadAllText(options.TokenAuthFile)));
        }

        tokens.Add(new ServiceAccountTokenVerifier(TokenOptions, Keys, objects, time));
        if (options.EnableBootstrapTokenAuth)
        {
            tokens.Add(new BootstrapTokens(objects, time));
        }

        return new TokenAuthenticators(tokens);
    }
}
