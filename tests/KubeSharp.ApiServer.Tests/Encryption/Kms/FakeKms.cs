using Google.Protobuf;
using KubeSharp.ApiServer.Encryption.Kms;
using KubeSharp.ApiServer.Encryption.Kms.V2;

namespace KubeSharp.ApiServer.Tests.Encryption.Kms;

/// <summary>A KMS plugin whose encryption is to turn all bits, and to name its key in an annotation.</summary>
internal sealed class FakeKms : IKmsService
{
    public string KeyId { get; set; } = "key-1";

    public string Healthz { get; set; } = "ok";

    public bool IsDown { get; set; }

    public int Decryptions { get; private set; }

    public Task<StatusResponse> StatusAsync(CancellationToken cancellationToken) =>
        Answer(() => new StatusResponse { Version = "v2", Healthz = Healthz, KeyId = KeyId });

    public Task<EncryptResponse> EncryptAsync(EncryptRequest request, CancellationToken cancellationToken) => Answer(() =>
    {
        var answer = new EncryptResponse { Ciphertext = Turn(request.Plaintext), KeyId = KeyId };
        answer.Annotations.Add("key.test", ByteString.CopyFromUtf8(KeyId));
        return answer;
    });

    public Task<DecryptResponse> DecryptAsync(DecryptRequest request, CancellationToken cancellationToken) => Answer(() =>
    {
        Decryptions++;
        Assert.Equal(request.KeyId, request.Annotations["key.test"].ToStringUtf8());
        return new DecryptResponse { Plaintext = Turn(request.Ciphertext) };
    });

    private static ByteString Turn(ByteString bytes) => ByteString.CopyFrom([.. bytes.Select(b => (byte)~b)]);

    private Task<T> Answer<T>(Func<T> answer) => IsDown ? throw new KmsException("down", isTransient: true) : Task.FromResult(answer());
}
