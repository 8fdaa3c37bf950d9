"""DynamoDB and S3: the only modules that know attribute names, object keys and botocore."""
