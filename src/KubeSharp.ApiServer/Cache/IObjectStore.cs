using KubeSharp.Api;

namespace KubeSharp.ApiServer.Cache;

/// <summary>
/// Writes that the server makes on its own account, past authentication, admission and validation: quota usage, evictions,
/// bindings, allocated addresses.
/// </summary>
public interface IObjectStore : IObjectLookup
{
    /// <summary>Stores a new object under its own name and namespace, with uid and creation time filled in. Null when the name is taken.</summary>
    ValueTask<T?> CreateAsync<T>(T value, CancellationToken cancellationToken)
        where T : ApiObject, IApiKind<T>;

    /// <summary>
    /// Replaces an object by what <paramref name="change"/> makes of its current form, and again when somebody else was faster.
    /// A change that returns its argument writes nothing; one that throws ends the attempt.
    /// </summary>
    /// <returns>The object as it is now; null when there is none.</returns>
    ValueTask<T?> UpdateAsync<T>(string ns, string name, Func<T, T> change, CancellationToken cancellationToken)
        where T : ApiObject, IApiKind<T>;

    /// <summary>Removes an object if it still is what <paramref name="isExpected"/> expects. False when it is not, or is not there.</summary>
    ValueTask<bool> DeleteAsync<T>(string ns, string name, Func<T, bool> isExpected, CancellationToken cancellationToken)
        where T : ApiObject, IApiKind<T>;
}
