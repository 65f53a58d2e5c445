using KubeSharp.Cel.Types;
using KubeSharp.Cel.Values;

namespace KubeSharp.Cel.Libraries;

/// <summary>An authorizer, or a check in the making: what has been said so far, and of which type it is.</summary>
public sealed class AuthorizerValue : CelObject
{
    private AuthorizerValue(CelType type, ICelAuthorizer authorizer, CelAuthorizationCheck check)
    {
        Type = type;
        Authorizer = authorizer;
        Check = check;
    }

    public static CelType AuthorizerType { get; } = CelType.Opaque("kubernetes.authorization.Authorizer");

    public static CelType PathCheckType { get; } = CelType.Opaque("kubernetes.authorization.PathCheck");

    public static CelType GroupCheckType { get; } = CelType.Opaque("kubernetes.authorization.GroupCheck");

    public static CelType ResourceCheckType { get; } = CelType.Opaque("kubernetes.authorization.ResourceCheck");

    public static CelType DecisionType { get; } = CelType.Opaque("kubernetes.authorization.Decision");

    public override CelType Type { get; }

    internal ICelAuthorizer Authorizer { get; }

    internal CelAuthorizationCheck Check { get; }

    /// <summary>The variable <c>authorizer</c>.</summary>
    public static CelValue Of(ICelAuthorizer authorizer) => CelValue.Of(new AuthorizerValue(AuthorizerType, authorizer, new CelAuthorizationCheck()));

    /// <summary>The variable <c>authorizer.requestResource</c>.</summary>
    public static CelValue OfResource(ICelAuthorizer authorizer, CelAuthorizationCheck check) =>
        CelValue.Of(new AuthorizerValue(ResourceCheckType, authorizer, check));

    internal CelValue As(CelType type, CelAuthorizationCheck check) => CelValue.Of(new AuthorizerValue(type, Authorizer, check));
}
