using KubeSharp.ApiServer.Authentication;
using KubeSharp.ApiServer.Authentication.Configuration;
using KubeSharp.ApiServer.Authentication.Headers;
using KubeSharp.ApiServer.Authentication.OpenIdConnect;
using KubeSharp.ApiServer.Authentication.Tokens;
using KubeSharp.ApiServer.Authentication.Webhooks;
using KubeSharp.ApiServer.Authentication.X509;
using KubeSharp.ApiServer.Cache;
using KubeSharp.ApiServer.Configuration;
using KubeSharp.ApiServer.Hosting;
using KubeSharp.ApiServer.Webhooks;
using Microsoft.Extensions.Logging;
using Prometheus;

namespace KubeSharp.ApiServer.Access;

/// <summary>The authenticators that the options ask for.</summary>
internal sealed class AuthenticationAssembly
{
    private static readonly TimeSpan WebhookTimeout = TimeSpan.FromSeconds(30);

    private readonly List<IServerTask> _tasks = [];

    /// <exception cref="ConfigurationException">A configuration cannot be used.</exception>
    public AuthenticationAssembly(AccessOptions options, IObjectLookup objects, ILoggerFactory loggerFactory, TimeProvider time)
    {
        var signer = ConfigurationFile.ReadText(options.ServiceAccountSigningKeyFile, static pem => new TokenSigner(pem));
        Keys = new TokenKeySet(
            [signer.Key, .. options.ServiceAccountKeyFiles.SelectMany(static file => ConfigurationFile.ReadText(file, PublicKeys))]);
        TokenOptions = new ServiceAccountTokenOptions
        {
            Issuers = options.ServiceAccountIssuers,
            ApiAudiences = options.ApiAudiences,
            MaxExpiration = options.ServiceAccountMaxTokenExpiration,
            ExtendTokenExpiration = options.ServiceAccountExtendTokenExpiration,
        };
        Issuer = new ServiceAccountTokenIssuer(TokenOptions, signer, time);
        var anonymous = options.AnonymousAuth ? AnonymousAccess.Everywhere : AnonymousAccess.Nowhere;
        var idTokens = MakeIdTokens(options, loggerFactory, time, ref anonymous);
        Tokens = MakeTokens(options, objects, idTokens, time);
        RequestHeaders = new RequestHeaderOptions
        {
            AllowedNames = options.RequestHeaderAllowedNames,
            UsernameHeaders = options.RequestHeaderUsernameHeaders,
            UidHeaders = options.RequestHeaderUidHeaders,
            GroupHeaders = options.RequestHeaderGroupHeaders,
            ExtraHeaderPrefixes = options.RequestHeaderExtraHeadersPrefix,
        };

        var authenticators = new List<IAuthenticator>();
        if (options.RequestHeaderClientCAFile.Length > 0)
        {
            var verifier = ConfigurationFile.ReadText(options.RequestHeaderClientCAFile, pem => ClientCertificateVerifier.OfPem(pem, time));
            authenticators.Add(new RequestHeaderAuthenticator(RequestHeaders, verifier));
        }

        if (options.ClientCAFile.Length > 0)
        {
            var verifier = ConfigurationFile.ReadText(options.ClientCAFile, pem => ClientCertificateVerifier.OfPem(pem, time));
            authenticators.Add(new ClientCertificateAuthenticator(verifier, time));
        }

        authenticators.Add(new BearerTokenAuthenticator(Tokens, loggerFactory.CreateLogger<BearerTokenAuthenticator>()));
        Authenticator = new MeasuredAuthenticator(
            new AuthenticationChain(authenticators, anonymous), new AuthenticationMetrics(Metrics.DefaultRegistry), time);
    }

    public IAuthenticator Authenticator { get; }

    public ITokenAuthenticator Tokens { get; }

    public TokenKeySet Keys { get; }

    public ServiceAccountTokenIssuer Issuer { get; }

    public ServiceAccountTokenOptions TokenOptions { get; }

    public RequestHeaderOptions RequestHeaders { get; }

    /// <summary>Follow the configuration files.</summary>
    public IReadOnlyList<IServerTask> Tasks => _tasks;

    private static IReadOnlyList<TokenVerificationKey> PublicKeys(string pem) =>
        TokenVerificationKey.ReadPem(pem) is { Count: > 0 } keys ? keys : throw new FormatException("data does not contain any valid RSA or ECDSA public keys");

    private JwtAuthenticators? MakeIdTokens(AccessOptions options, ILoggerFactory loggerFactory, TimeProvider time, ref AnonymousAccess anonymous)
    {
        var path = options.AuthenticationConfig;
        var flags = options.Oidc.ToIssuer();
        if (path.Length == 0)
        {
            return flags is null ? null : new JwtAuthenticators([flags], Open, time);
        }

        if (flags is not null)
        {
            throw new ConfigurationException("--authentication-config and the --oidc flags exclude each other");
        }

        var content = ConfigurationFile.ReadBytes(path);
        var configuration = AuthenticationConfigurationReader.Parse(content, path, options.ServiceAccountIssuers);
        anonymous = configuration.Anonymous ?? anonymous;
        var issuers = new JwtAuthenticators(configuration.Issuers, Open, time);
        _tasks.Add(new ReloadedFile(path, content, Apply, time, loggerFactory.CreateLogger<ReloadedFile>()));
        return issuers;

        ValueTask Apply(byte[] changed, CancellationToken cancellationToken)
        {
            var next = AuthenticationConfigurationReader.Parse(changed, path, options.ServiceAccountIssuers);
            if (next.Anonymous is { } other && !(other.Enabled == configuration.Anonymous?.Enabled && other.Paths.SequenceEqual(configuration.Anonymous.Paths)))
            {
                throw new ConfigurationException($"{path}: anonymous: cannot be changed while the server runs");
            }

            issuers.Exchange(next.Issuers);
            return ValueTask.CompletedTask;
        }

        static IIssuerDocuments Open(JwtIssuer issuer) => new IssuerDocuments(issuer.CertificateAuthority);
    }

    private TokenAuthenticators MakeTokens(AccessOptions options, IObjectLookup objects, JwtAuthenticators? idTokens, TimeProvider time)
    {
        var tokens = new List<ITokenAuthenticator>();
        if (options.TokenAuthFile.Length > 0)
        {
            tokens.Add(ConfigurationFile.ReadText(options.TokenAuthFile, StaticTokenFile.Parse));
        }

        tokens.Add(new ServiceAccountTokenVerifier(TokenOptions, Keys, objects, time));
        if (options.EnableBootstrapTokenAuth)
        {
            tokens.Add(new BootstrapTokens(objects, time));
        }

        if (idTokens is not null)
        {
            tokens.Add(idTokens);
        }

        if (options.TokenWebhook is { ConfigFile.Length: > 0 } webhook)
        {
            tokens.Add(new TokenReviewAuthenticator(
                Webhook.OfKubeconfig(webhook.ConfigFile, WebhookTimeout, Webhook.DefaultAttempts, time),
                webhook.Version, webhook.CacheTtl, TokenOptions.EffectiveAudiences, time));
        }

        return new TokenAuthenticators(tokens);
    }
}
