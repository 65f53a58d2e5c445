using KubeSharp.ApiServer.Authorization;
using KubeSharp.ApiServer.Authorization.Nodes;
using KubeSharp.ApiServer.Authorization.Rbac;
using KubeSharp.ApiServer.Cache;

namespace KubeSharp.ApiServer.Access;

/// <summary>The authorizers that the options ask for, system:masters always first.</summary>
internal sealed class AuthorizationAssembly
{
    public AuthorizationAssembly(AccessOptions options, IObjectLookup objects)
    {
        Rbac = new RbacAuthorizer(Policy);
        Authorizer = new AuthorizerChain([new MastersAuthorizer(), .. options.AuthorizationModes.Select(mode => Make(mode, objects))]);
        UsesRbac = options.AuthorizationModes.Contains("RBAC");
    }

    public IAuthorizer Authorizer { get; }

    public RbacPolicy Policy { get; } = new();

    public RbacAuthorizer Rbac { get; }

    public NodeGraph Graph { get; } = new();

    public bool UsesRbac { get; }

    private IAuthorizer Make(string mode, IObjectLookup objects) => mode switch
    {
        "Node" => new NodeAuthorizer(Graph, objects),
        "RBAC" => Rbac,
        "AlwaysAllow" => new AlwaysAllowAuthorizer(),
        "AlwaysDeny" => new AlwaysDenyAuthorizer(),
        _ => throw new ArgumentException($"authorization mode \"{mode}\" is unknown; known are: Node, RBAC, AlwaysAllow, AlwaysDeny"),
    };
}
