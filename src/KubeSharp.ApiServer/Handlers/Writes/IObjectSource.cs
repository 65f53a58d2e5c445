using KubeSharp.Api;

namespace KubeSharp.ApiServer.Handlers.Writes;

/// <summary>Where an update's new object comes from: the body of a PUT, a patch of the current one, or an applied configuration.</summary>
internal interface IObjectSource
{
    /// <summary>Whether a missing object is created from <see cref="NextAsync"/>.</summary>
    bool CreatesMissing { get; }

    /// <summary>The source records field ownership itself, as an apply does.</summary>
    bool TracksFields { get; }

    /// <summary>The uid in the new object is a precondition. Otherwise it is a field that may not change.</summary>
    bool ChecksUid => true;

    /// <summary>The uid that the object ought to have, where that is known without it.</summary>
    string UidOfMissing => "";

    /// <summary>The new object in the version of the request. May be asked again with a newer object after a conflict.</summary>
    /// <param name="current">The stored object in the version of the request; null if there is none.</param>
    /// <param name="cancellationToken">Ends a conversion.</param>
    ValueTask<ApiObject> NextAsync(ApiObject? current, CancellationToken cancellationToken);
}
