using System.Net;
using KubeSharp.ApiServer.Authentication.OpenIdConnect;
using KubeSharp.ApiServer.Authentication.Webhooks;
using KubeSharp.ApiServer.Authorization.Webhooks;

namespace KubeSharp.ApiServer.Access;

/// <summary>Who may come in and what is done to what they write. The names are those of upstream's flags; files are read once at start.</summary>
public sealed record AccessOptions
{
    /// <summary>--client-ca-file; "" switches client certificates off.</summary>
    public string ClientCAFile { get; init; } = "";

    /// <summary>--requestheader-client-ca-file; "" switches front proxies off.</summary>
    public string RequestHeaderClientCAFile { get; init; } = "";

    /// <summary>--requestheader-allowed-names.</summary>
    public IReadOnlyList<string> RequestHeaderAllowedNames { get; init; } = ["front-proxy-client"];

    /// <summary>--requestheader-username-headers.</summary>
    public IReadOnlyList<string> RequestHeaderUsernameHeaders { get; init; } = ["X-Remote-User"];

    /// <summary>--requestheader-uid-headers.</summary>
    public IReadOnlyList<string> RequestHeaderUidHeaders { get; init; } = ["X-Remote-Uid"];

    /// <summary>--requestheader-group-headers.</summary>
    public IReadOnlyList<string> RequestHeaderGroupHeaders { get; init; } = ["X-Remote-Group"];

    /// <summary>--requestheader-extra-headers-prefix.</summary>
    public IReadOnlyList<string> RequestHeaderExtraHeadersPrefix { get; init; } = ["X-Remote-Extra-"];

    /// <summary>--token-auth-file.</summary>
    public string TokenAuthFile { get; init; } = "";

    /// <summary>--authentication-config: issuers of ID tokens, and where anonymous access ends; "" for none. Read again when it changes.</summary>
    public string AuthenticationConfig { get; init; } = "";

    /// <summary>--oidc-*: one issuer of ID tokens; not together with <see cref="AuthenticationConfig"/>.</summary>
    public OidcOptions Oidc { get; init; } = new();

    /// <summary>--authentication-token-webhook-*.</summary>
    public TokenWebhookOptions TokenWebhook { get; init; } = new();

    /// <summary>--anonymous-auth.</summary>
    public bool AnonymousAuth { get; init; } = true;

    /// <summary>--enable-bootstrap-token-auth.</summary>
    public bool EnableBootstrapTokenAuth { get; init; } = true;

    /// <summary>--service-account-signing-key-file.</summary>
    public required string ServiceAccountSigningKeyFile { get; init; }

    /// <summary>--service-account-key-file: further public keys that tokens are accepted under.</summary>
    public IReadOnlyList<string> ServiceAccountKeyFiles { get; init; } = [];

    /// <summary>--service-account-issuer; the first one issues.</summary>
    public IReadOnlyList<string> ServiceAccountIssuers { get; init; } = ["https://kubernetes.default.svc.cluster.local"];

    /// <summary>--service-account-jwks-uri; "" is this server's own.</summary>
    public string ServiceAccountJwksUri { get; init; } = "";

    /// <summary>--api-audiences; empty means the first issuer.</summary>
    public IReadOnlyList<string> ApiAudiences { get; init; } = [];

    /// <summary>--service-account-max-token-expiration; null sets no bound.</summary>
    public TimeSpan? ServiceAccountMaxTokenExpiration { get; init; }

    /// <summary>--service-account-extend-token-expiration: mounted tokens hold longer than they say.</summary>
    public bool ServiceAccountExtendTokenExpiration { get; init; } = true;

    /// <summary>--authorization-config: the authorizers and their order, instead of the modes; "" for none. Read again when it changes.</summary>
    public string AuthorizationConfig { get; init; } = "";

    /// <summary>--authorization-policy-file: what mode ABAC allows.</summary>
    public string AuthorizationPolicyFile { get; init; } = "";

    /// <summary>--authorization-webhook-*: who is asked in mode Webhook.</summary>
    public AuthorizationWebhookOptions AuthorizationWebhook { get; init; } = new();

    /// <summary>--authorization-mode: Node, RBAC, ABAC, Webhook, AlwaysAllow, AlwaysDeny.</summary>
    public IReadOnlyList<string> AuthorizationModes { get; init; } = ["Node", "RBAC"];

    /// <summary>--enable-admission-plugins.</summary>
    public IReadOnlyList<string> EnableAdmissionPlugins { get; init; } = ["NodeRestriction"];

    /// <summary>--disable-admission-plugins.</summary>
    public IReadOnlyList<string> DisableAdmissionPlugins { get; init; } = [];

    /// <summary>--admission-control-config-file: what plugins are configured with; "" for their defaults.</summary>
    public string AdmissionControlConfigFile { get; init; } = "";

    /// <summary>--default-not-ready-toleration-seconds.</summary>
    public long DefaultNotReadyTolerationSeconds { get; init; } = 300;

    /// <summary>--default-unreachable-toleration-seconds.</summary>
    public long DefaultUnreachableTolerationSeconds { get; init; } = 300;

    /// <summary>--service-cluster-ip-range: one range, or one of each family.</summary>
    public IReadOnlyList<IPNetwork> ServiceClusterIPRanges { get; init; } = [IPNetwork.Parse("10.96.0.0/12")];

    /// <summary>--service-node-port-range: the first and the last port.</summary>
    public (int First, int Last) ServiceNodePortRange { get; init; } = (30000, 32767);

    /// <summary>--endpoint-reconciler-type: <c>lease</c> or <c>none</c>.</summary>
    public string EndpointReconcilerType { get; init; } = "lease";

    /// <summary>--advertise-address: under which pods and nodes reach this server.</summary>
    public required IPAddress AdvertiseAddress { get; init; }
}
