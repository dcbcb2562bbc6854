/* SPDX-License-Identifier: GPL-2.0-or-later */
/** @file Keys of RSA-512 for tests, made with OpenSSL; they open nothing else. */
#ifndef YKC_TESTS_RSA_KEYS_H
#define YKC_TESTS_RSA_KEYS_H

/* One key in both wrappings, and another key. */
#define RSA_PKCS8                                                                                                                \
    "-----BEGIN PRIVATE KEY-----\n"                                                                                              \
    "MIIBVQIBADANBgkqhkiG9w0BAQEFAASCAT8wggE7AgEAAkEAsrHjy4dJJOTwhEOv\n"                                                         \
    "yt6HJHDYzhbJFmxP0LUFpbqkvCodC0rW+S/bEtst4P/4cV+kQ/dqD2sV03vEVL8M\n"                                                         \
    "3R6qhwIDAQABAkBQ+mJTglw4NvNzzMSmN4+giO8G/bZkzfKhjtcfUmSCzATSFZR6\n"                                                         \
    "Y9Hg/0knx3osRD2496oBOZ5Fs+mDBQEcFGdRAiEA33Lykrt9e/bjUQN9RO/Tks+z\n"                                                         \
    "lJATEH246GncJVWpLQ8CIQDMue7KJDszQNEHdr+MhVPiYSj9+iC2ODPEqW5+Hdyb\n"                                                         \
    "CQIhANKyjANKYc/ThJNuq9+mGSWVTmtm02M4eXRF5b0aofSHAiAIZmSe1Ke9LZ6m\n"                                                         \
    "AMBRQrMzaasl6Jpo/5tYKV+IOy9vCQIhAJS6nFh70hmH6PHRx/OeQQ6zuEq/qVYf\n"                                                         \
    "XxXulX7C9DNp\n"                                                                                                             \
    "-----END PRIVATE KEY-----\n"
#define RSA_PKCS1                                                                                                                \
    "-----BEGIN RSA PRIVATE KEY-----\n"                                                                                          \
    "MIIBOwIBAAJBALKx48uHSSTk8IRDr8rehyRw2M4WyRZsT9C1BaW6pLwqHQtK1vkv\n"                                                         \
    "2xLbLeD/+HFfpEP3ag9rFdN7xFS/DN0eqocCAwEAAQJAUPpiU4JcODbzc8zEpjeP\n"                                                         \
    "oIjvBv22ZM3yoY7XH1JkgswE0hWUemPR4P9JJ8d6LEQ9uPeqATmeRbPpgwUBHBRn\n"                                                         \
    "UQIhAN9y8pK7fXv241EDfUTv05LPs5SQExB9uOhp3CVVqS0PAiEAzLnuyiQ7M0DR\n"                                                         \
    "B3a/jIVT4mEo/fogtjgzxKlufh3cmwkCIQDSsowDSmHP04STbqvfphkllU5rZtNj\n"                                                         \
    "OHl0ReW9GqH0hwIgCGZkntSnvS2epgDAUUKzM2mrJeiaaP+bWClfiDsvbwkCIQCU\n"                                                         \
    "upxYe9IZh+jx0cfznkEOs7hKv6lWH18V7pV+wvQzaQ==\n"                                                                             \
    "-----END RSA PRIVATE KEY-----\n"
#define RSA_OTHER                                                                                                                \
    "-----BEGIN PRIVATE KEY-----\n"                                                                                              \
    "MIIBVQIBADANBgkqhkiG9w0BAQEFAASCAT8wggE7AgEAAkEAzyVyZWcGPdusvksN\n"                                                         \
    "7GTeeALMtOxHE+wwpuE8GkaFNNNTqRAfaYBYGcIBseKBPsJz0ea4x/I/Bp9WtZmC\n"                                                         \
    "SCF08wIDAQABAkEAjXGWcWMtweNUSwPY2AfwWKYgvZFw30ux1OGLNq3cmzpPF+6D\n"                                                         \
    "RnCnhYFXYIrDkKeGaSHK61eeSqniTxQ0meC8kQIhAOxhcDwSeyh3Z7NxMXg+eXXp\n"                                                         \
    "yRxbnBuFgRJlgmvNtJcnAiEA4FbYAyoOYpfPctHkjg5IeIrsvqkfCg6liEHpUwON\n"                                                         \
    "s1UCIH3yYOGxGyvxizCCJFCkQQVBnqVcbm3/kUkjCv2zqgBLAiAfRtxM7KMeyc2J\n"                                                         \
    "U4wK5iDidXP2TPvf2hTn/1B5W2h5FQIhANYXZmyYqKzaNYk+Z6zHBnJ0uteogMa+\n"                                                         \
    "uHFOUl8/Z9Sc\n"                                                                                                             \
    "-----END PRIVATE KEY-----\n"

/* No RSA at all. */
#define EC_KEY                                                                                                                   \
    "-----BEGIN EC PRIVATE KEY-----\n"                                                                                           \
    "MHcCAQEEIC/06yKYldETL9A9nElHuHKWamvyraxFW3W23LFh0PYPoAoGCCqGSM49\n"                                                         \
    "AwEHoUQDQgAEijPgvZkZPFjqb9fXVTmnxm8KabWOhpyvtsOZxDQZvZAsbtLvRlaf\n"                                                         \
    "3rcbO7U9UMdKfWQwItGspBEmCKU05OV1nA==\n"                                                                                     \
    "-----END EC PRIVATE KEY-----\n"

/* "0123456789abcdef", encrypted for RSA_PKCS8 with `openssl pkeyutl -encrypt`, in Base64: as in a login of V1.8. */
#define SEALED_SESSION "W1A92Em9g3WOCkXMRjx5vUs6VNTXMusG+dshCSUt1wu9vIYEFWmWNiOsN81C07O3JMTCnnSuPjCWr6bqgCI37Q=="

#endif
