namespace KubeSharp.Cel;

/// <summary>Answers the authorization checks of expressions.</summary>
public interface ICelAuthorizer
{
    /// <summary>Whether the user of the request, or the service account that the check names, may do something.</summary>
    CelDecision Authorize(CelAuthorizationCheck check);
}
