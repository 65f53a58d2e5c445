using System.Net;

namespace KubeSharp.ApiServer.ServiceNetwork;

/// <summary>An address whose record is to be removed if nobody uses it.</summary>
/// <param name="Address">The address.</param>
/// <param name="Owner">Whose it was.</param>
/// <param name="Record">The uid of the record; "" for whichever is not younger than <paramref name="Revision"/>.</param>
/// <param name="Revision">When its Service went, or changed.</param>
internal readonly record struct DroppedAddress(IPAddress Address, string Owner, string Record, long Revision);
